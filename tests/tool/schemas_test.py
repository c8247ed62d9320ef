# schemas_test.py: what every command writes as JSON follows its schema in src/tool, for all examples and for what is wrong in many ways.
import json

import jsonschema
from harness import DATA, ROOT, ToolCase

EXAMPLES = sorted(p.parent for p in (ROOT / "examples").glob("*/units.csv"))


def validator(command):
    schema = json.loads((ROOT / f"src/tool/{command}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class Schemas(ToolCase):
    def valid(self, command, *words, cwd=None):
        """The JSON of a command, which follows its schema. Several tables of one run are a list of such results."""
        run = self.run_tool(command, "--format", "json", *words, cwd=cwd)
        if run.status == 2 or not run.out:
            return None
        result = json.loads(run.out)
        check = validator(command)
        for one in result["results"] if command in ("score", "explain", "rank", "compare") and "results" in result else [result]:
            errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in check.iter_errors(one)]
            self.assertEqual(errors, [], (command, words))
        return result

    def test_all_commands_on_all_examples(self):
        self.assertGreaterEqual(len(EXAMPLES), 4)
        for folder in EXAMPLES:
            rules, data = folder / f"{folder.name}.ancs", folder / "units.csv"
            with self.subTest(folder.name):
                for words in (["check", rules], ["check", "--suggest-tests", rules], ["test", "--coverage", rules], ["diff", rules, rules],
                              ["diff", "--data", data, rules, rules], ["score", rules, data], ["explain", rules, data], ["rank", rules, data]):
                    self.assertIsNotNone(self.valid(*words), words)

    def test_all_commands_on_rules_and_data_with_findings(self):
        data = self.file("data.csv", "unit,name,cases,extra\nn1,North,x,1\nn2,,,\n,,3,\nn2,,1,2\n")
        for rules in ("ward.ancs", "few.ancs", "failing.ancs", "wrong.ancs", "phuong.ancs"):
            for words in (["check"], ["test", "--coverage"]):
                self.assertIsNotNone(self.valid(*words, DATA / rules), (words, rules))
            for command in ("score", "explain", "rank"):
                self.valid(command, DATA / rules, data)

    def test_codes(self):
        for lang in ("en", "vi"):
            codes = self.valid("explain-code", "--lang", lang)["codes"]
            self.assertGreater(len(codes), 250)

    def test_commands_of_the_pages(self):
        """Files of several versions, with parts, columns of assessment, cohorts, parameters: each wrong and mended."""
        met = {}
        for page in self.valid("explain-code")["codes"]:
            if page.get("run") != "command":
                continue
            for files, command in ((page["wrong_files"], page["command"]), (page["mended_files"], page["mended_command"])):
                folder = self.work / page["code"] / str(len(met))
                for file in files:
                    (folder / file["name"]).parent.mkdir(parents=True, exist_ok=True)
                    (folder / file["name"]).write_text(file["text"], "utf-8")
                words = command.split()
                if self.valid(*words, cwd=folder):
                    met[words[0]] = met.get(words[0], 0) + 1
                    if words[0] == "score" and "--for" not in words:
                        self.valid("explain", *words[1:], cwd=folder)
                        self.valid("rank", *words[1:], cwd=folder)
        self.assertEqual(set(met), {"check", "score", "rank", "compare"})

    def test_published_results(self):
        rules = self.file("m.ancs", 'ancs 1\nmodel m { maximum 10 }\ngroup A maximum 10 { criterion A1 maximum 10 { assessed } }\n'
                                    'levels "Level" best first "good", "bad" { "good" when total >= 5  "bad" otherwise }\n')
        before, after = self.file("before.csv", "unit,A1\nn,8\no,6\n"), self.file("after.csv", "unit,A1\nn,3\no,6\n")
        published = self.file("published.json", self.run_tool("score", "--format", "json", rules, before).out)
        result = self.valid("compare", "--published", published, rules, after)
        self.assertEqual(result["comparisons"][0]["total"], {"before": "8", "after": "3"})

    def test_a_result_that_is_none_is_refused(self):
        for command in ("check", "score", "explain", "rank", "compare", "test", "diff", "explain-code"):
            for wrong in ({}, [], {"findings": []}, {"units": []}):
                with self.assertRaises(jsonschema.ValidationError):
                    validator(command).validate(wrong)
