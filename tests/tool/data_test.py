# data_test.py: every fault of a data file is placed, explained, and costs no more than its own cell or line.
import random
import unittest

from harness import ToolCase


def rows(run):
    """The CSV result by unit: total and the points of A1."""
    lines = run.out.splitlines()
    return {cells[0]: (cells[2], cells[4]) for cells in (line.split(",") for line in lines[1:])}


class Cells(ToolCase):
    def cell(self, column, cell, *options):
        return self.score(f"unit,cases,{column}\nw1,4,{cell}\n", "--format", "csv", *options)

    def bad(self, column, cell, code, *options, text=None):
        run = self.cell(column, cell, *options)
        shown = cell if text is None else text
        return self.one(run, code, (2, 6), shown)

    def good(self, column, cell, total, *options):
        run = self.cell(column, cell, *options)
        self.assertEqual((run.err, run.status), ("", 0))
        self.assertEqual(rows(run)["w1"][0], total)

    def test_number_with_letters(self):
        found = self.bad("fund", "12x", "E0562")
        self.assertIn("`12x` is not a number", found.message)
        self.assertIn("leave the cell empty", found.help)

    def test_what_is_no_number(self):
        for cell in ["-", "1.", ".5", "1e3", "0x10", "1 000", "--5", "+5", "1_000", "NaN", "12,34.5x"]:
            with self.subTest(cell):
                quoted = f'"{cell}"' if "," in cell else cell
                self.bad("fund", quoted, "E0562")

    def test_numbers_by_style(self):
        self.good("fund", '"1,000.5"', "7")
        self.good("fund", "1000.5", "7")
        self.good("fund", "001000.50", "7")
        self.good("fund", '"1.000,5"', "7", "--numbers", "vi")
        self.good("fund", '"1000,5"', "7", "--numbers", "vi")
        self.good("fund", "1.234.567", "7", "--numbers", "vi")
        self.good("fund", "1.234", "6")
        self.good("fund", "1.234", "7", "--numbers", "vi")

    def test_the_other_style_is_named_never_guessed(self):
        self.assertIn("--numbers vi", self.bad("fund", '"1000,5"', "E0563").help)
        self.assertIn("--numbers vi", self.bad("fund", "1.234.567", "E0563").help)
        self.assertIn("--numbers en", self.bad("fund", "1000.5", "E0563", "--numbers", "vi").help)
        self.assertIn("--numbers en", self.bad("fund", '"1,234,567"', "E0563", "--numbers", "vi").help)

    def test_groups_of_thousands_are_whole(self):
        for cell in ['"1,00"', '"12,3456"', '"1234,567"', '",100"', '"1,,000"', '"1,000.5,0"']:
            with self.subTest(cell):
                run = self.cell("fund", cell)
                self.assertEqual(run.status, 1)
                self.assertIn(run.findings[0].code, ("E0562", "E0563"))

    def test_percent(self):
        self.good("share", "50%", "6.5")
        self.good("share", "50 %", "6.5")
        self.good("share", "12.5%", "6.125")
        self.good("share", '"12,5%"', "6.125", "--numbers", "vi")
        found = self.bad("share", "36.3", "E0566")
        self.assertIn("write `36.3%`", found.help)
        self.assertIn("--numbers vi", self.bad("share", '"36,3%"', "E0563").help)
        self.bad("share", "36%%", "E0562")
        self.bad("share", "%", "E0562")

    def test_percent_sign_where_none_belongs(self):
        self.bad("fund", "5%", "E0567")

    def test_percent_out_of_range(self):
        self.assertIn("101%", self.bad("share", "101%", "E0505").message)

    def test_yes_and_no(self):
        for cell in ["yes", "YES", "có", "Có", "1", "true", "TRUE"]:
            with self.subTest(cell):
                self.good("held", cell, "7")
        for cell in ["no", "không", "0", "false"]:
            with self.subTest(cell):
                self.good("held", cell, "6")
        for cell in ["maybe", "2", "x", "y"]:
            with self.subTest(cell):
                self.assertIn("có", self.bad("held", cell, "E0568", "--lang", "vi").help)

    def test_yes_in_decomposed_letters(self):
        self.good("held", "co\u0301", "7")

    def test_options(self):
        self.good("head", "Deputy", "6.5")
        self.assertIn("`Chair`", self.bad("head", "chair", "E0506").help)

    def test_negative_count(self):
        run = self.score("unit,cases\nw1,-3\n", "--format", "csv")
        self.one(run, "E0505", (2, 4), "-3")
        self.assertEqual(rows(run)["w1"], ("1..6", "0..5"))

    def test_fraction_for_a_count(self):
        self.one(self.score("unit,cases\nw1,2.5\n"), "E0564", (2, 4), "2.5")

    def test_thousands_of_the_other_style_in_a_count(self):
        found = self.one(self.score("unit,cases\nw1,1.234\n"), "E0565", (2, 4), "1.234")
        self.assertIn("`1234`", found.help)
        self.assertIn("--numbers vi", found.help)

    def test_long_number(self):
        found = self.one(self.score(f"unit,cases\nw1,{'9' * 41}\n"), "E0576", (2, 4), "9" * 41)
        self.assertIn("41 digits", found.message)
        self.assertEqual(self.score(f"unit,cases\nw1,{'9' * 40}\n").status, 0)

    def test_series(self):
        self.good("late.3", "1", "5.5")
        self.bad("late.12", "x", "E0562")

    def test_empty_cell_is_missing_and_no_error(self):
        run = self.score("unit,cases\nw1,\nw2,  \nw3,\"\"\nw4,0\n", "--format", "csv")
        self.assertEqual((run.err, run.status), ("", 0))
        self.assertEqual([rows(run)[w][1] for w in ("w1", "w2", "w3", "w4")], ["0..5", "0..5", "0..5", "0"])

    def test_bad_cell_costs_its_unit_only_that_cell(self):
        run = self.score("unit,cases,share\nw1,4,50%\nw2,12x,50%\nw3,2,50%\n", "--format", "csv")
        self.one(run, "E0562", (3, 4), "12x")
        self.assertEqual(rows(run), {"w1": ("6.5", "5"), "w2": ("1.5..6.5", "0..5"), "w3": ("4.5", "3")})

    def test_bad_cell_has_no_default(self):
        for cell in ["12x", "-1", "2.5", "1.234", "\xff"]:
            with self.subTest(cell):
                content = "unit,late\nw1,".encode() + cell.encode("latin-1") + b"\nw2,\nw3,2\n"
                rules = self.file("late.ancs", "ancs 1\nmodel late { maximum 10 }\ninput late : count, default 0\n"
                                  "group A maximum 10 { criterion A1 maximum 10 { start full  deduct 1 per late } }\n")
                run = self.run_tool("score", "--format", "csv", rules, self.file("data.csv", content))
                self.assertEqual(run.status, 1)
                self.assertEqual([f.place for f in run.findings], [(2, 4)], run.err)
                self.assertEqual(rows(run), {"w1": ("0..10", "0..10"), "w2": ("10", "10"), "w3": ("8", "8")})

    def test_bad_cell_of_an_optional_column_is_not_the_same_as_none(self):
        rules = self.file("rate.ancs", "ancs 1\nmodel rate { maximum 10 }\ninput rate : percent, optional\n"
                          "group A maximum 10 { criterion A1 maximum 10 { when rate is not given : 3  proportional rate } }\n")
        run = self.run_tool("score", "--format", "csv", rules, self.file("data.csv", "unit,rate\nw1,50\nw2,\nw3,50%\n"))
        self.one(run, "E0566", (2, 4), "50")
        self.assertEqual({unit: total for unit, (total, _) in rows(run).items()}, {"w1": "0..10", "w2": "3", "w3": "5"})

    def test_two_bad_cells_are_two_findings(self):
        run = self.score("unit,cases,share\nw1,x,y\n")
        self.assertEqual([(f.code, f.place, f.text) for f in run.findings], [("E0562", (2, 4), "x"), ("E0562", (2, 6), "y")])

    def test_not_utf8_cell(self):
        run = self.score(b"unit,name,cases\nw1,B\xe3i,4\nw2,Hai,\xff4\n", "--format", "csv")
        self.assertEqual([(f.code, f.place, f.text) for f in run.findings], [("E0552", (2, 4), "B\ufffdi"), ("E0552", (3, 8), "\ufffd4")])
        self.assertEqual(rows(run), {"w1": ("6", "5"), "w2": ("1..6", "0..5")})

    def test_relation_of_two_cells(self):
        head = "unit,cases,cases.last_year,members,present,share,held,head,trouble"
        run = self.score(f"{head}\nw1,2,4,3,5,50%,yes,none,no\n", rules="ward.ancs")
        self.one(run, "E0507", (2, 10), "5")


class Lines(ToolCase):
    def test_short_line(self):
        run = self.score("unit,cases,share\nw1,4\nw2,4,50%\n", "--format", "csv")
        found = self.one(run, "E0560", (2, 1), "w1,4")
        self.assertIn("2 cells", found.message)
        self.assertIn("3 columns", found.message)
        self.assertEqual(list(rows(run)), ["w2"])

    def test_long_line(self):
        run = self.score("unit,cases,share\nw1,4,36,3%\nw2,4,50%\n", "--format", "csv", "--numbers", "vi")
        found = self.one(run, "E0561", (2, 9), "3%")
        self.assertIn('"36,3"', found.help)
        self.assertEqual(list(rows(run)), ["w2"])

    def test_quote_not_closed_costs_one_line(self):
        run = self.score('unit,name,cases\nw1,"North,4\nw2,South,4\nw3,East,4\n', "--format", "csv")
        self.one(run, "E0553", (2, 4), '"North,4')
        self.assertEqual(list(rows(run)), ["w2", "w3"])

    def test_quote_not_closed_before_another_quoted_cell(self):
        run = self.score('unit,name,cases\nw1,"North,4\nw2,"South",4\nw3,East,4\n', "--format", "csv")
        self.one(run, "E0553", (2, 4), '"North,4')
        self.assertEqual(list(rows(run)), ["w2", "w3"])

    def test_text_after_a_quoted_cell(self):
        run = self.score('unit,name,cases\nw1,"North" side,4\nw2,South,4\n', "--format", "csv")
        self.one(run, "E0554", (2, 12), "side")
        self.assertEqual(list(rows(run)), ["w2"])

    def test_cell_too_long(self):
        run = self.score(f"unit,name,cases\nw1,{'n' * 65537},4\nw2,South,4\n", "--format", "csv")
        self.assertEqual([(f.code, f.place) for f in run.findings], [("E0577", (2, 4))])
        self.assertEqual(list(rows(run)), ["w2"])
        self.assertEqual(self.score(f"unit,name,cases\nw1,{'n' * 65536},4\n").status, 0)

    def test_unit_missing(self):
        run = self.score("unit,cases\n,4\nw2,4\n", "--format", "csv")
        self.one(run, "E0570", (2, 1), ",4")
        self.assertEqual(list(rows(run)), ["w2"])

    def test_unit_twice_names_the_first_line(self):
        run = self.score("unit,cases\nw1,4\n\nw2,1\n w1 ,0\n", "--format", "csv")
        found = self.one(run, "E0571", (5, 2), "w1")
        self.assertIn("line 2", found.message)
        self.assertEqual(rows(run)["w1"], ("6", "5"))

    def test_unit_twice_in_two_normal_forms(self):
        run = self.score("unit,cases\nhồng,4\nho\u0302\u0300ng,4\n")
        self.assertEqual([(f.code, f.place) for f in run.findings], [("E0571", (3, 1))])

    def test_unit_id_not_utf8(self):
        run = self.score(b"unit,cases\n\xff,4\nw2,4\n", "--format", "csv")
        self.one(run, "E0552", (2, 1), "\ufffd")
        self.assertEqual(list(rows(run)), ["w2"])

    def test_empty_lines_are_nothing(self):
        run = self.score("\n\nunit,cases\n\nw1,4\n,\n   \n\n", "--format", "csv")
        self.assertEqual((run.err, run.status, list(rows(run))), ("", 0, ["w1"]))

    def test_line_number_after_a_cell_of_two_lines(self):
        run = self.score('unit,name,cases\r\nw1,"North\r\nside",4\r\nw2,South,x\r\n', "--format", "json")
        self.one(run, "E0562", (4, 10), "x")
        self.assertIn('"North\\r\\nside"', run.out)

    def test_place_inside_a_row_of_two_lines(self):
        self.one(self.score('unit,name,cases\nw1,"North\nside",x\n'), "E0562", (3, 7), "x")

    def test_many_findings_are_counted_not_shown(self):
        run = self.score("unit,cases\n" + "".join(f"w{i},x\n" for i in range(150)))
        self.assertEqual(len(run.findings), 100)
        self.assertIn("further findings, not shown: 50", run.err)
        self.assertEqual(run.status, 1)
        run = self.score("unit,cases\n" + "".join(f"w{i},x\n" for i in range(150)), "--lang", "vi")
        self.assertIn("số phát hiện khác không hiển thị: 50", run.err)

    def test_many_broken_lines_in_json_are_counted(self):
        run = self.score("unit,cases\n" + "w\n" * 150, "--format", "json")
        self.assertIn('"findings_left_out":50', run.out)

    def test_rows_limit_of_what_compares_units(self):
        data = self.file("data.csv", "unit,cases\n" + "".join(f"w{i},1\n" for i in range(200_001)))
        run = self.run_tool("rank", "--format", "csv", self.rule("few.ancs"), data)
        self.one(run, "E0575", (200_002, 1), "w200000,1")
        self.assertEqual(run.out.count("\n"), 200_001)


class Columns(ToolCase):
    def test_missing_columns_are_named(self):
        run = self.score("unit,cases,members,share,held,head,trouble\nw1,2,4,50%,yes,none,no\n", "--format", "csv", rules="ward.ancs")
        found = self.one(run, "E0556", (1, 1), "unit,cases,members,share,held,head,trouble")
        self.assertIn("`cases.last_year`, `present`", found.message)
        self.assertNotIn("late", found.message, "it has a default")
        self.assertNotIn("stated", found.message, "it is optional")
        self.assertIn("..", run.out, "scored all the same, as bounds")

    def test_unknown_column(self):
        found = self.one(self.score("unit,cases,weather\nw1,4,sun\n"), "W0557", (1, 12), "weather", status=0)
        self.assertIn("no input `weather`", found.message)

    def test_misspelt_column(self):
        found = self.one(self.score("unit,cases,shaer\nw1,4,50%\n"), "W0558", (1, 12), "shaer", status=0)
        self.assertIn("`share`", found.help)

    def test_column_twice(self):
        run = self.score("unit,cases,share,cases\nw1,4,50%,0\n", "--format", "csv")
        found = self.one(run, "E0559", (1, 18), "cases")
        self.assertIn("column number 2", found.help)
        self.assertEqual(rows(run)["w1"], ("6.5", "5"))

    def test_unit_column_twice(self):
        self.one(self.score("unit,cases,đơn vị\nw1,4,w2\n"), "E0559", (1, 12), "đơn vị")

    def test_no_unit_column(self):
        run = self.score("ward,cases\nw1,4\n")
        self.one(run, "E0555", (1, 1), "ward")

    def test_unit_column_anywhere_and_in_vietnamese(self):
        run = self.score("cases,Tên,Đơn vị\n4,Hồng Gai,hong_gai\n", "--format", "csv")
        self.assertEqual((run.err, run.status), ("", 0))
        self.assertTrue(run.out.splitlines()[1].startswith("hong_gai,Hồng Gai,6,"))

    def test_column_name_not_utf8(self):
        run = self.score(b"unit,cases,\xe9t\nw1,4,1\n")
        self.one(run, "E0552", (1, 12), "\ufffdt")

    def test_quote_in_the_first_line(self):
        run = self.score('unit,"cases\nw1,4\n')
        self.one(run, "E0553", (1, 6), '"cases')

    def test_columns_limit(self):
        names = "unit,cases" + ",x" * 4095
        run = self.score(names + "\n")
        self.assertEqual([f.code for f in run.findings], ["E0574"])
        self.assertEqual(run.status, 1)

    def test_first_line_without_units(self):
        self.one(self.score("unit,cases\n"), "E0572", (1, 1), "unit,cases")
        self.one(self.score("\n\n unit,cases \r\n\r\n"), "E0572", (3, 2), "unit,cases")


class Files(ToolCase):
    def whole(self, content, code, word=""):
        run = self.score(content)
        self.assertEqual(([f.code for f in run.findings], run.status), ([code], 1), run.err)
        self.assertIn(word, run.findings[0].help)

    def test_empty(self):
        for content in [b"", b"\n\r\n  \n", b"\xef\xbb\xbf"]:
            with self.subTest(content):
                self.whole(content, "E0550", "names the columns")

    def test_only_delimiters(self):
        self.whole(b",,,\n,,,\n", "E0550")

    def test_binary(self):
        self.whole(b"PK\x03\x04\x00\x00\x00\x00", "E0551", "CSV UTF-8")
        self.whole("unit,cases\nw1,4\n".encode("utf-16"), "E0551", "CSV UTF-8")
        self.one(self.score(b"unit,cases\nw1,\x004\n"), "E0551", (2, 4), "\ufffd")
        self.one(self.score(b"unit,name,cases\r\nw1,B\xc3\xa3i \xff\x00,4\r\n"), "E0551", (2, 9), "\ufffd")
        self.one(self.score("unit,cases\nw1,4\n".encode("utf-16")), "E0551", (1, 1), "\ufffd")
        self.assertLess(len(self.score(b"unit\n" + b"\x00" * (1 << 20)).err), 2000)

    def test_too_large(self):
        # Several rule files read it again and again.
        line = b"w1,4" + b" " * 59 + b"\n"
        run = self.run_tool("score", "--for", "2022", self.rule("few.ancs"), self.file("data.csv", b"unit,cases\n" + line * (1 << 20)))
        found = self.one(run, "E0573", ((1 << 20) + 1, 54), " ")
        self.assertIn(str(64 << 20), found.message)

    def test_byte_order_mark(self):
        run = self.score(b"\xef\xbb\xbfunit,cases\nw1,x\n")
        self.one(run, "E0562", (2, 4), "x")

    def test_line_ends(self):
        for end in ["\n", "\r\n", "\r"]:
            with self.subTest(repr(end)):
                run = self.score(end.join(["unit,cases", "w1,4", "w2,x"]))
                self.one(run, "E0562", (3, 4), "x")

    def test_delimiter_found_and_said(self):
        run = self.score("unit;cases;share\nw1;4;12,5%\n", "--numbers", "vi", "--format", "csv")
        self.assertIn("separated by `;`", run.err)
        self.assertEqual((run.status, rows(run)["w1"][0]), (0, "6.125"))
        run = self.score("unit\tcases\nw1\t4\n", "--format", "csv")
        self.assertIn("separated by tabs", run.err)
        self.assertEqual(rows(run)["w1"][0], "6")

    def test_delimiter_given(self):
        run = self.score("unit;cases\nw1;4\n", "--delimiter", ";", "--format", "csv")
        self.assertEqual((run.err, run.status, rows(run)["w1"][0]), ("", 0, "6"))
        run = self.score("unit;cases\nw1;4\n", "--delimiter", ",")
        self.assertEqual([f.code for f in run.findings], ["E0555"])
        run = self.score("unit\tcases\nw1\t4\n", "--delimiter", "tab")
        self.assertEqual((run.err, run.status), ("", 0))

    def test_delimiter_inside_quotes_does_not_count(self):
        run = self.score('"unit","cases","a;b;c;d"\nw1,4,1\n')
        self.assertNotIn("separated", run.err)

    def test_messages_in_vietnamese(self):
        found = self.one(self.score("unit,cases\nw1,12x\n", "--lang", "vi"), "E0562", (2, 4), "12x")
        self.assertEqual(found.message, "`12x` không phải là số (cột `cases`)")

    def test_control_characters_do_not_reach_the_terminal(self):
        run = self.score("unit,name,cases\nw1,\x1b[31mred\x07,4\x1b\n")
        self.assertNotIn("\x1b", run.out + run.err)
        self.assertNotIn("\x07", run.out + run.err)


class Hostile(ToolCase):
    def test_damaged_files_are_reported_not_crashed_on(self):
        random.seed(2022)
        whole = 'unit,name,cases,share,held,head,late.1\r\nw1,"a ""b""\nc",4,50%,có,Chair,1\nw2,Đông,2.5,"36,3%",no,none,\n'.encode("utf-8")
        pieces = [b'"', b",", b";", b"\n", b"\r", b"\xff", b"\xe1\xbb", b"%", b"-", b"9" * 50, b"\xef\xbf\xbd", b" ", b"\t", b"\xc2\xa0"]
        for turn in range(150):
            data = bytearray(whole)
            for _ in range(random.randint(1, 6)):
                at = random.randrange(len(data))
                data[at : at + random.randint(0, 3)] = random.choice(pieces) * random.randint(0, 3)
            run = self.score(bytes(data), "--format", "json", "--numbers", random.choice(["en", "vi"]))
            self.assertIn(run.status, (0, 1), f"turn {turn}: {bytes(data)!r}\n{run.err}")
            self.assertEqual(run.status == 1, any(f.code[0] == "E" for f in run.findings), run.err)

    def test_stray_quotes_take_no_quadratic_time(self):
        for line in ['w,"x\n', 'w,"\n', '"""\n', 'w,"" x\n']:
            with self.subTest(line):
                self.assertEqual(self.score("unit,cases\n" + line * 150_000).status, 1)


if __name__ == "__main__":
    unittest.main()
