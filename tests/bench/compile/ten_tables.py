#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a program with 10 tables of 10 columns, each inserted into and queried twice."""
import sys

TYPES = ["Integer{}", "String{50}", "Double{}", "Boolean{}", "Text{}"]


def table(number: int) -> str:
    columns = [f'Column{{"id", Integer{{}}, primary_key}}']
    columns += [f'Column{{"c{i}", {TYPES[i % len(TYPES)]}}}' for i in range(1, 10)]
    return f'    Table t{number}{{"t{number}", metadata, {", ".join(columns)}}};'


def work(number: int) -> str:
    t = f"t{number}"
    return f"""    db.execute(insert({t}), {{{{"id", 1}}, {{"c1", "text"}}, {{"c2", 1.5}}}});
    for (const Row& row : db.execute(select({t}["id"], {t}["c1"]).where({t}["c2"] > 1.0)))
        std::cout << row["c1"].as<std::string>();
    for (auto [id, text] : db.execute(select({t}["id"], {t}["c1"]).order_by(desc({t}["id"])))
                               .rows<std::int64_t, std::string>())
        std::cout << id << text;"""


def main() -> None:
    lines = ["// SPDX-License-Identifier: MIT", "#include <iostream>", "#include <azoth/azoth.hpp>",
             "using namespace azoth;", "int main() {",
             '    Engine engine = create_engine("sqlite:///:memory:");', "    MetaData metadata;"]
    lines += [table(n) for n in range(10)]
    lines += ["    metadata.create_all(engine);", "    Connection db = engine.connect();"]
    lines += [work(n) for n in range(10)]
    lines.append("}")
    sys.stdout.write("\n".join(lines) + "\n")


main()
