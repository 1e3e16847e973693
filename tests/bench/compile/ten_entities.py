#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints a program with ten mapped structs of ten columns, a session, and two typed queries each."""
print("// SPDX-License-Identifier: MIT")
print("#include <azoth/azoth.hpp>\n\nusing namespace azoth;\n")
for t in range(10):
    print(f"struct S{t} {{\n    std::int64_t id{{}};")
    for c in range(1, 10):
        kind = ("std::string", "std::int64_t", "std::optional<std::string>", "double",
                "std::optional<std::int64_t>")[c % 5]
        print(f"    {kind} c{c}{{}};")
    print("};")
    print(f'struct E{t} : Entity<S{t}, "table{t}"> {{')
    print(f"    Mapped<&S{t}::id> id{{primary_key}};")
    for c in range(1, 10):
        print(f"    Mapped<&S{t}::c{c}> c{c};")
    print("};")
    print(f"inline const E{t} e{t};\n")
print("int main() {")
print("    Engine engine = create_engine(\"sqlite://\");")
print(f"    Registry models{{{', '.join(f'e{t}' for t in range(10))}}};")
print("    models.metadata().create_all(engine);")
print("    Session session{engine, models};")
for t in range(10):
    print(f"    auto o{t} = session.add(S{t}{{.id = {t}, .c5 = \"x\"}});")
    print(f"    if (session.get<S{t}>({t}) != o{t}) return 1;")
    print(f"    for (auto [a, b] : session.execute(select(e{t}.id, e{t}.c5).where(e{t}.c1 > 3)))")
    print("        if (b.empty() && a == 0) return 2;")
    print(f"    for (const auto& o : session.scalars(select(e{t}).where(e{t}.c5 == \"x\")))")
    print(f"        if (o != o{t}) return 3;")
print("    session.commit();\n}")
