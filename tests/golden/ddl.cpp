// SPDX-License-Identifier: MIT
#include "golden.hpp"

namespace golden {

namespace {

/// A table of one column of that type.
Table of_type(const SqlType& type) {
    MetaData metadata;
    return Table{"t", metadata, Column{"x", type}};
}

template <class... Items>
Table table(Items&&... items) {
    MetaData metadata;
    return Table{"t", metadata, std::forward<Items>(items)...};
}

void types(Cases& cases) {
    cases.add("boolean", [] { return of_type(Boolean{}); });
    cases.add("small integer", [] { return of_type(SmallInteger{}); });
    cases.add("integer", [] { return of_type(Integer{}); });
    cases.add("big integer", [] { return of_type(BigInteger{}); });
    cases.add("unsigned big integer", [] { return of_type(UnsignedBigInteger{}); });
    cases.add("float", [] { return of_type(Float{}); });
    cases.add("double", [] { return of_type(Double{}); });
    cases.add("numeric", [] { return of_type(Numeric{}); });
    cases.add("numeric with precision", [] { return of_type(Numeric{10}); });
    cases.add("numeric with scale", [] { return of_type(Numeric{10, 2}); });
    cases.add("string", [] { return of_type(String{}); }, {"bare"});
    cases.add("string with length", [] { return of_type(String{40}); });
    cases.add("char", [] { return of_type(Char{3}); });
    cases.add("text", [] { return of_type(Text{}); });
    cases.add("bytes", [] { return of_type(LargeBinary{}); });
    cases.add("bytes with length", [] { return of_type(Binary{16}); });
    cases.add("date", [] { return of_type(DateType{}); });
    cases.add("time", [] { return of_type(Time{}); });
    cases.add("time with fraction", [] { return of_type(Time{3}); });
    cases.add("local time", [] { return of_type(DateTime{}); });
    cases.add("local time with fraction", [] { return of_type(DateTime{6}); });
    cases.add("instant", [] { return of_type(DateTime{with_timezone}); });
    cases.add("instant with fraction", [] { return of_type(DateTime{with_timezone, 3}); });
    cases.add("interval", [] { return of_type(IntervalType{}); });
    cases.add("uuid", [] { return of_type(UuidType{}); });
    cases.add("json", [] { return of_type(Json{}); });
    cases.add("enum", [] { return of_type(Enum{"red", "it's"}); }, {"bare"});
    cases.add("array", [] { return of_type(Array{Integer{}}); });
    cases.add("array of two dimensions", [] { return of_type(Array{Text{}, 2}); });
    cases.add("custom", [] { return of_type(CustomType{"DEC(5)"}); });
}

void columns(Cases& cases) {
    cases.add("a generated key", [] { return table(Column{"id", Integer{}, primary_key}); });
    cases.add("a CHECK of a generated key", [] {
        return table(Column{"id", Integer{}, primary_key}, CheckConstraint{this_column("id") > 0});
    });
    cases.add("a text that is numbered", [] {
        return table(Column{"id", String{5}, primary_key, Identity{}});
    });
    cases.add("two numbered columns", [] {
        return table(Column{"id", Integer{}, primary_key, Identity{}},
                     Column{"n", Integer{}, Identity{}, unique_key});
    });
    cases.add("a numbered column without a key", [] {
        return table(Column{"n", Integer{}, Identity{}});
    });
    cases.add("a numbered column beside a text key", [] {
        return table(Column{"id", String{5}, primary_key},
                     Column{"n", Integer{}, Identity{}, unique_key});
    });
    cases.add("a computed key", [] {
        return table(Column{"a", Integer{}},
                     Column{"b", Integer{}, primary_key, Computed{this_column("a") + 1, stored}});
    });
    cases.add("a computed column that reads a generated key", [] {
        return table(Column{"id", Integer{}, primary_key},
                     Column{"twice", Integer{}, Computed{this_column("id") * 2}});
    });
    cases.add("a key that is longer than a key may be", [] {
        return table(Column{"a", String{500}, primary_key}, Column{"b", String{500}, primary_key});
    });
    cases.add("a key of bytes that is longer than a key may be", [] {
        return table(Column{"a", Binary{3073}, primary_key});
    });
    cases.add("a key of bytes and a moment, as long as a key may be", [] {
        return table(Column{"a", Binary{3064}, primary_key}, Column{"b", DateTime{}, primary_key});
    });
    cases.add("a key of bytes and a moment that is longer than a key may be", [] {
        return table(Column{"a", Binary{3065}, primary_key}, Column{"b", DateTime{}, primary_key});
    });
    cases.add("a unique key of long texts", [] {
        return table(Column{"a", String{500}}, Column{"b", String{500}},
                     UniqueConstraint{"a", "b"});
    });
    cases.add("a key of JSON", [] { return table(Column{"x", Json{}, primary_key}); });
    cases.add("a unique key of JSON", [] { return table(Column{"x", Json{}, unique_key}); });
    cases.add("an index over JSON", [] { return table(Column{"x", Json{}, indexed}); });
    cases.add("an index over JSON in binary form", [] {
        return table(Column{"x", Jsonb{}, indexed}, UniqueConstraint{"x"});
    });
    cases.add("an index over long texts", [] {
        return table(Column{"a", String{1000}}, Column{"b", Text{}}, Column{"c", Integer{}},
                     Index{"ix_all", {"a", "b", "c"}}, Index{"ix_a", {"a", "c"}});
    });
    cases.add("a row of long texts", [] {
        return table(Column{"a", String{10000}}, Column{"b", String{10000}});
    });
    cases.add("a name that ends with a space", [] {
        return table(Column{"id", Integer{}}, Column{"x ", Integer{}});
    });
    cases.add("a foreign key without a name in a table with a long one", [] {
        MetaData metadata;
        return Table{std::string(60, 't'), metadata, Column{"id", Integer{}, primary_key},
                     Column{"album", Integer{}, ForeignKey{"album.album_id"}}};
    });
    cases.add("a generated big key", [] { return table(Column{"id", BigInteger{}, primary_key}); });
    cases.add("a key of the program's", [] {
        return table(Column{"id", Integer{}, primary_key, no_autoincrement});
    });
    cases.add("a text key", [] { return table(Column{"id", String{5}, primary_key}); });
    cases.add("a key of two columns", [] {
        return table(Column{"a", Integer{}, primary_key}, Column{"b", Integer{}, primary_key});
    });
    cases.add("a named key in another order", [] {
        return table(Column{"a", Integer{}}, Column{"b", Integer{}},
                     PrimaryKeyConstraint{"b", "a"}.named("pk_t"));
    });
    cases.add("not null", [] { return table(Column{"x", Integer{}, not_null}); });
    cases.add("a default", [] { return table(Column{"x", Integer{}, ServerDefault{"0"}}); });
    cases.add("a default that is not null", [] {
        return table(Column{"x", Text{}, ServerDefault{"'it''s'"}, not_null});
    });
    cases.add("a default that is an expression as text", [] {
        return table(Column{"a", Integer{}, ServerDefault{"1 + 2"}},
                     Column{"b", Integer{}, ServerDefault{"(1) + (2)"}},
                     Column{"c", String{9}, ServerDefault{"lower('A')"}});
    });
    cases.add("a default that is out of range", [] {
        return table(Column{"x", SmallInteger{}, ServerDefault::of(70000)});
    });
    cases.add("a default that is too long", [] {
        return table(Column{"x", String{3}, ServerDefault::of("abcd")});
    });
    cases.add("a default with too many digits", [] {
        return table(Column{"x", Numeric{3, 1}, ServerDefault::of(Decimal("123.4"))});
    });
    cases.add("a default that is no label", [] {
        return table(Column{"x", Enum{"a", "b"}, ServerDefault::of("c")});
    });
    cases.add("a default function", [] {
        return table(Column{"x", DateTime{}, ServerDefault{"CURRENT_TIMESTAMP"}});
    });
    cases.add("unique", [] { return table(Column{"x", Integer{}, unique_key}); });
    cases.add("a comment", [] { return table(Column{"x", Integer{}, Comment{"it's"}}); }, {"bare"});
    cases.add("a table's comment",
              [] {
                  return table(Column{"x", Integer{}}, Comment{"why"});
              },
              {"bare"});
    cases.add("indexed", [] { return table(Column{"x", Integer{}, indexed}); }, {"bare"});
}

void constraints(Cases& cases) {
    const auto two = [](auto constraint) {
        return table(Column{"a", Integer{}}, Column{"b", Integer{}}, constraint);
    };
    cases.add("unique over two", [=] { return two(UniqueConstraint{"a", "b"}); });
    cases.add("a named unique", [=] { return two(UniqueConstraint{"a", "b"}.named("uq")); });
    cases.add("a check", [=] { return two(CheckConstraint{"a < b"}); }, {"bare"});
    cases.add("a named check", [=] { return two(CheckConstraint{"a < b"}.named("ck")); });
    cases.add("an index", [=] { return two(Index{"ix_t", {"b", "a"}}); });
    cases.add("a unique index", [=] { return two(Index{"ux_t", {"a"}, unique_index}); });
    cases.add("a foreign key", [] { return schema().album; }, {"bare"});
    cases.add("a foreign key of two columns", [] { return schema().line; });
    cases.add("a foreign key to itself", [] { return schema().employee; });
    cases.add("a foreign key with actions", [] {
        MetaData metadata;
        const Table target{"target", metadata, Column{"id", Integer{}, primary_key}};
        return Table{
            "t", metadata,
            Column{"a", ForeignKey{"target.id", on_delete(set_null), on_update(cascade)}},
            Column{"b", Integer{}},
            ForeignKeyConstraint{{"b"}, {"target.id"}, on_delete(restrict), on_update(no_action)}
                .named("fk_b")};
    });
    cases.add("a foreign key within a schema", [] {
        MetaData metadata;
        const Table target{"target", metadata, azoth::Schema{"log"},
                           Column{"id", Integer{}, primary_key}};
        return Table{"t", metadata, azoth::Schema{"log"},
                     Column{"target_id", ForeignKey{"log.target.id"}}};
    });
    cases.add("a foreign key into another schema", [] {
        MetaData metadata;
        const Table target{"target", metadata, azoth::Schema{"log"},
                           Column{"id", Integer{}, primary_key}};
        return Table{"t", metadata, Column{"target_id", ForeignKey{"log.target.id"}}};
    });
    cases.add("names that need quotes", [] { return schema().odd; });
    cases.add("a schema", [] {
        MetaData metadata;
        return Table{"entry", metadata, azoth::Schema{"log"}, Column{"id", Integer{}, primary_key},
                     Column{"what", Text{}, indexed}};
    });
    cases.add("a table without columns", [] { return table(); });
    cases.add("a column whose type is not known", [] {
        return table(Column{"x", ForeignKey{"nowhere.id"}});
    });
}

void commands(Cases& cases) {
    using Statements = std::vector<std::string>;
    cases.ddl("create if not exists", [](const compile::DdlCompiler& compiler) {
        return compiler.create_table(schema().artist.data(), true);
    });
    cases.ddl("drop", [](const compile::DdlCompiler& compiler) {
        return Statements{compiler.drop_table(schema().audit.data())};
    });
    cases.ddl("drop if exists", [](const compile::DdlCompiler& compiler) {
        return Statements{compiler.drop_table(schema().odd.data(), true)};
    });
    cases.ddl("create an index", [](const compile::DdlCompiler& compiler) {
        return Statements{compiler.create_index(schema().audit.data(), {"Ix_new", {"what"}, true})};
    });
    cases.ddl("drop an index", [](const compile::DdlCompiler& compiler) {
        return Statements{compiler.drop_index(schema().audit.data(), {"Ix_old", {"what"}, false})};
    });
}

}  // namespace

void ddl(Cases& cases) {
    types(cases);
    columns(cases);
    constraints(cases);
    commands(cases);
}

}  // namespace golden
