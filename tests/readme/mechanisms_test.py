"""Proves that the table of mechanisms in src/language.md is complete: each of the 32 once, with links that lead to sections with a
runnable example, small fixtures for and against it, and random models that exercise it.

Environment: ANCS_SOURCE_DIR.
"""
import os
import pathlib
import re
import unittest

SOURCE = pathlib.Path(os.environ.get("ANCS_SOURCE_DIR", pathlib.Path(__file__).parents[2])).resolve()
REFERENCE = (SOURCE / "src/language.md").read_text("utf-8")
SECTION = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)

# Mechanism: a file of tests/bad about it, and the features of random models (tests/reference) that exercise it.
PROVEN = {
    1: ("syntax_award_without_condition", ["award", "met"]),
    2: ("proof_assessed_range", ["assessed", "assessed under its own name"]),
    3: ("kind_full_of_count", ["criterion in a level", "every criterion of"]),
    4: ("proof_choose_option", ["choose", "fraction of maximum"]),
    5: ("proof_bands_gap_whole", ["bands of count"]),
    6: ("proof_bands_overlap", ["bands of share", "bands of number"]),
    7: ("kind_proportional_number", ["proportional"]),
    8: ("proof_steps_above", ["steps up", "steps down", "whole steps", "steps pro rata"]),
    9: ("proof_scales_stack", ["scaled by"]),
    10: ("parts_parent_value", ["same within parent"]),
    11: ("proof_floor", ["deduct per", "deduct when", "floor"]),
    12: ("proof_add_uncapped", ["add"]),
    13: ("name_unknown_block", ["bonus", "priority", "penalty", "total with", "total with all"]),
    14: ("name_veto_circle", ["any veto", "veto zeroes a criterion", "not above"]),
    15: ("kind_every_of_nothing", ["every criterion", "every group"]),
    16: ("kind_threshold_by_category", ["mark by category", "share by category"]),
    17: ("level_two_outcomes_of_one_name", ["two outcomes"]),
    18: ("quota_twice", ["quota", "before the quota", "after the quota", "quota ties in", "quota ties out"]),
    19: ("head_not_yet_assessed", ["not yet assessed"]),
    20: ("proof_excluded_item", ["not applicable", "excluded", "excluded within group", "total rescaled"]),
    21: ("kind_no_baseline", ["baseline", "fall", "rise", "fall from previous", "previous"]),
    22: ("proof_k_of_n", ["k of n"]),
    23: ("parts_counted_as_share", ["from parts", "part of whole"]),
    24: ("proof_step_multiple", ["per criterion", "once at the end", "per group", "per item"]),
    25: ("head_one_column", ["columns of assessment"]),
    26: ("kind_evidence_of_information", ["evidence pending", "evidence none"]),
    27: ("name_working_days", ["working days", "holidays", "date", "days between dates", "period"]),
    28: ("head_listed_twice", ["applies to"]),
    29: ("head_in_force_after_period", ["in force from"]),
    30: ("series_run_of_one_value", ["run", "yes/no yearly"]),
    31: ("proof_information", ["information", "information item"]),
    32: ("proof_items_sum", ["nested group", "nested items"]),
}


def anchor(title):
    """As the document viewer makes it of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def sections():
    """Each section's text by its anchor, up to the next heading."""
    found = list(SECTION.finditer(REFERENCE))
    ends = [match.start() for match in found[1:]] + [len(REFERENCE)]
    return {anchor(match.group(2)): REFERENCE[match.end():end] for match, end in zip(found, ends)}


def rows():
    """The number of each row of the table, and the anchors it links to."""
    table = sections()["mechanisms-of-real-tables"]
    return [(int(line.split("|")[1]), re.findall(r"\]\(#([^)]+)\)", line)) for line in table.splitlines() if re.match(r"\| \d+ \|", line)]


class MechanismsTest(unittest.TestCase):
    def test_each_stands_there_once_in_order(self):
        self.assertEqual(list(range(1, 33)), [number for number, _ in rows()])
        self.assertEqual(list(range(1, 33)), list(PROVEN))

    def test_links_lead_to_sections_with_examples(self):
        all_sections = sections()
        for number, anchors in rows():
            with self.subTest(number):
                self.assertTrue(anchors, "it says where the construct is explained")
                self.assertLessEqual(set(anchors), set(all_sections))
                self.assertTrue(any(re.search(r"^```ancs(?: save \S+)?$", all_sections[each], re.MULTILINE) for each in anchors), "with an example")

    def test_every_link_of_the_document_leads_somewhere(self):
        self.assertLessEqual(set(re.findall(r"\]\(#([^)]+)\)", REFERENCE)), set(sections()))

    def test_fixtures_for_and_against(self):
        for number, (against, _) in PROVEN.items():
            with self.subTest(number):
                good = list((SOURCE / "tests/good").glob(f"mechanism_{number:02}_*.ancs"))
                self.assertEqual(1, len(good))
                self.assertRegex(good[0].read_text("utf-8"), r"(?m)^test ", "it proves itself")
                self.assertIn("#! ", (SOURCE / "tests/bad" / f"{against}.ancs").read_text("utf-8"))

    def test_random_models_exercise_each(self):
        makers = "".join(path.read_text("utf-8") for path in sorted((SOURCE / "tests/reference").glob("random_*")))
        named = set(re.findall(r'"([^"\n]+)"', "\n".join(line for line in makers.splitlines() if re.search(r"feature\(|say\(|stages\{", line) or "{\"bonus\"" in line)))
        for number, (_, features) in PROVEN.items():
            with self.subTest(number):
                self.assertTrue(features)
                self.assertLessEqual(set(features), named)


if __name__ == "__main__":
    unittest.main()
