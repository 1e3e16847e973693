// SPDX-License-Identifier: MIT
// What tables are made of beside plain columns, and the single steps of DDL.
#include <azoth/schema/ddl.hpp>

#include "golden.hpp"

namespace golden {

namespace {

template <class... Items>
Table table(Items&&... items) {
    MetaData metadata;
    return Table{"t", metadata, std::forward<Items>(items)...};
}

/// The table `target`, and `t` that refers to it.
template <class... Items>
Table referring(Items&&... items) {
    MetaData metadata;
    const Table target{"target", metadata, Column{"id", Integer{}, primary_key}};
    return Table{"t", metadata, std::forward<Items>(items)...};
}

void expressions(Cases& cases) {
    cases.add("a default value", [] {
        return table(Column{"a", Integer{}, ServerDefault::of(-1)},
                     Column{"b", String{9}, ServerDefault::of("it's")},
                     Column{"c", Boolean{}, ServerDefault::of(true)},
                     Column{"d", Numeric{5, 2}, ServerDefault::of(Decimal("1.50"))},
                     Column{"e", Double{}, ServerDefault::of(0.5)},
                     Column{"f", DateType{}, ServerDefault::of(make_date(2024, 2, 29))});
    });
    cases.add("default numbers", [] {
        return table(Column{"a", SmallInteger{}, ServerDefault::of(5)},
                     Column{"b", BigInteger{}, ServerDefault::of(-5)},
                     Column{"c", Float{}, ServerDefault::of(0.5)},
                     Column{"d", Double{}, ServerDefault::of(-0.5)},
                     Column{"e", Numeric{20, 3}, ServerDefault::of(7)});
    });
    cases.add("a default text with a backslash", [] {
        return table(Column{"x", String{9}, ServerDefault::of("a\\b")});
    });
    cases.add("default bytes", [] {
        return table(
            Column{"x", LargeBinary{},
                   ServerDefault::of(std::vector<std::byte>{std::byte{0}, std::byte{255}})});
    });
    cases.add(
        "a default expression",
        [] {
            return table(Column{"x", Text{}, ServerDefault{func::lower(Expr(sql_text("'A'")))}});
        },
        {"bare"});
    cases.add("a check expression", [] {
        return table(Column{"price", Integer{}}, Column{"kind", String{9}},
                     CheckConstraint{this_column("price") > 0 && this_column("price") < 100},
                     CheckConstraint{this_column("kind").in({"a", "b'c"})}.named("ck_kind"));
    });
    cases.add("a check of values that may be none", [] {
        return table(Column{"x", Integer{}},
                     CheckConstraint{this_column("x").not_in(std::vector<int>{})});
    });
    cases.add("a stored computed column",
              [] {
                  return table(Column{"a", Integer{}},
                               Column{"b", Integer{}, Computed{this_column("a") * 2, stored}});
              },
              {"bare", "sqlite@3.30.0"});
    cases.add("a virtual computed column", [] {
        return table(Column{"a", Integer{}},
                     Column{"b", Integer{}, Computed{"a + 1", virtual_column}});
    });
    cases.add("a computed column", [] {
        return table(Column{"a", Integer{}}, Column{"b", Integer{}, Computed{"a + 1"}});
    });
}

const Enum& moods() {
    static const Enum moods{"sad", "it's"};
    return moods;
}

Table with_moods() {
    return table(Column{"a", moods().named("Mood"), ServerDefault::of("sad"), not_null},
                 Column{"b", moods().named("Mood")},
                 Column{"c", moods().named("mood", "log").with_length(20)},
                 Column{"d", moods().named("mood").as_text()},
                 Column{"e", moods().with_length(20).without_check()});
}

/// All that create_all() sends; DROP TYPE is among the steps.
void enums(Cases& cases) {
    const auto script = [](const Table& table) {
        return [table](const compile::DdlCompiler& compiler) {
            std::vector<std::string> statements;
            for (const SqlType& type : compiler.named_enums(table.data())) {
                statements.push_back(compiler.create_enum(type));
            }
            for (std::string& sql : compiler.create_table(table.data())) {
                statements.push_back(std::move(sql));
            }
            return statements;
        };
    };
    cases.ddl("enums with names", script(with_moods()), {"bare"});
    cases.ddl("an array of enums", script(table(Column{"x", Array{moods().named("mood")}})));
}

void columns(Cases& cases) {
    cases.add("a column with a name for the program", [] {
        return table(Column{"ID", Integer{}, primary_key, KnownAs{"id"}},
                     Column{"NM", String{80}, KnownAs{"name"}}, UniqueConstraint{"name"});
    });
    cases.add("a system column", [] {
        return table(Column{"id", Integer{}}, Column{"xmin", CustomType{"xid"}, system_column});
    });
    cases.add("an identity", [] {
        return table(Column{"id", Integer{}, primary_key, Identity{}});
    });
    cases.add(
        "an identity with options",
        [] {
            return table(Column{"id", BigInteger{}, primary_key,
                                Identity{true, {.start = 100, .increment = 10, .cycle = true}}});
        },
        {"bare"});
    cases.add("a collation", [] {
        return table(Column{"x",
                            Text{}
                                .with_collation("C")
                                .with_variant("sqlite", Text{}.with_collation("NOCASE"))
                                .with_variant("mysql", Text{}.with_collation("utf8mb4_bin")),
                            not_null});
    });
    cases.add("a collation in a schema", [] {
        return table(Column{"x", String{9, "C", "pg_catalog"}});
    });
    cases.add("a temporary table",
              [] {
                  return table(temporary, Column{"x", Integer{}});
              },
              {"bare"});
    cases.add("a temporary table in a schema", [] {
        MetaData metadata;
        return Table{"t", metadata, temporary, azoth::Schema{"log"}, Column{"x", Integer{}}};
    });
    cases.add("a type for one server of a dialect", [] {
        return table(Column{"x", Text{}
                                     .with_variant("mysql", CustomType{"MEDIUMTEXT"})
                                     .with_variant("mariadb", CustomType{"LONGTEXT"})});
    });
    cases.add("options for one server of a dialect", [] {
        return table(Column{"x", Integer{}}, DialectOption{"mysql_engine", "MyISAM"},
                     DialectOption{"mariadb_engine", "Aria"},
                     DialectOption{"mariadb_row_format", "DYNAMIC"});
    });
    cases.add("an option that one server of a dialect does not know", [] {
        return table(Column{"x", Integer{}}, DialectOption{"mariadb_enigne", "Aria"});
    });
    cases.add("options of all dialects", [] {
        return table(Column{"id", Integer{}, primary_key, no_autoincrement},
                     DialectOption{"sqlite_without_rowid", true},
                     DialectOption{"postgresql_unlogged", true},
                     DialectOption{"nowhere_engine", "x"});
    });
    cases.add("a strict table", [] {
        return table(Column{"id", Integer{}, primary_key}, Column{"x", String{9}},
                     DialectOption{"sqlite_strict", true});
    });
    cases.add("autoincrement", [] {
        return table(Column{"id", Integer{}, primary_key},
                     DialectOption{"sqlite_autoincrement", true});
    });
    cases.add("an option that is not known", [] {
        return table(Column{"x", Integer{}}, DialectOption{"sqlite_stric", true},
                     DialectOption{"postgresql_tablespce", "x"});
    });
    cases.add("an option of another form", [] {
        return table(Column{"x", Integer{}}, DialectOption{"sqlite_strict", "yes"},
                     DialectOption{"postgresql_on_commit", "DROP; --"});
    });
    cases.add("an identity that refers to another table", [] {
        return referring(Column{"id", ForeignKey{"target.id"}, primary_key, Identity{}});
    });
    cases.add("an identity within a key of several columns", [] {
        return table(Column{"id", Integer{}, primary_key, Identity{}},
                     Column{"part", Integer{}, primary_key});
    });
    cases.add("a conflict clause", [] {
        return table(Column{"x", Integer{}},
                     UniqueConstraint{"x"}.option("sqlite_on_conflict", "REPLACE"));
    });
}

void constraints(Cases& cases) {
    cases.add(
        "a deferred foreign key",
        [] {
            return referring(Column{"target_id", ForeignKey{"target.id", initially_deferred}});
        },
        {"bare"});
    cases.add("a deferrable unique", [] {
        return table(Column{"x", Integer{}}, UniqueConstraint{"x"}.with(deferrable));
    });
    cases.add("a deferrable primary key", [] {
        return table(Column{"x", Integer{}, no_autoincrement},
                     PrimaryKeyConstraint{"x"}.with(initially_deferred));
    });
    cases.add("constraints that are not deferrable", [] {
        return referring(Column{"x", ForeignKey{"target.id", not_deferrable}},
                         UniqueConstraint{"x"}.with(not_deferrable));
    });
    cases.add("a key that carries columns", [] {
        return table(Column{"a", Integer{}}, Column{"b", Integer{}},
                     UniqueConstraint{"a"}
                         .named("UNIQUE (x")
                         .with(deferrable)
                         .option("postgresql_include", "b")
                         .option("postgresql_nulls_not_distinct", true));
    });
    cases.add("the columns that a foreign key sets", [] {
        return referring(Column{"a", Integer{}}, Column{"b", Integer{}},
                         ForeignKeyConstraint{{"a"},
                                              {"target.id"},
                                              on_delete(set_null),
                                              on_update(cascade),
                                              DialectOption{"postgresql_on_delete_columns", "a"}});
    });
    cases.add("constraints that old rows need not fulfil", [] {
        return referring(Column{"a", Integer{}},
                         CheckConstraint{"a > 0"}.named("ck").comment("new").option(
                             "postgresql_not_valid", true),
                         ForeignKeyConstraint{{"a"},
                                              {"target.id"},
                                              initially_deferred,
                                              DialectOption{"postgresql_not_valid", true}});
    });
    cases.add("a key that old rows need not fulfil", [] {
        return table(Column{"a", Integer{}},
                     UniqueConstraint{"a"}.option("postgresql_not_valid", true));
    });
    cases.add("names in and out of quotes", [] {
        return table(Column{"x", Integer{}}, UniqueConstraint{"x"}.named("uq", Quoting::always),
                     CheckConstraint{"x > 0"}.named("positive", Quoting::never),
                     Index{"", {"x"}}.named("ix", Quoting::always));
    });
    cases.add("comments of other constraints", [] {
        return table(Column{"x", Integer{}},
                     TextConstraint{"CHECK (x > 0)"}.named("ck").comment("more than none"));
    });
    cases.add("match full", [] {
        return referring(Column{"target_id", ForeignKey{"target.id", match(MatchType::full)}});
    });
    cases.add("match simple", [] {
        return referring(Column{"target_id", ForeignKey{"target.id", match(MatchType::simple)}});
    });
    cases.add("comments of constraints", [] {
        return table(Column{"x", Integer{}, Comment{"*/ a \\ b"}},
                     UniqueConstraint{"x"}.named("uq").comment("one each"));
    });
    cases.add("names by convention", [] {
        MetaData metadata{MetaDataOptions{
            .naming = {.index = "ix_{column_0_N_name}",
                       .unique = "uq_{table_name}_{column_0_name}",
                       .check = "ck_{table_name}_{constraint_name}",
                       .foreign_key = "fk_{table_name}_{column_0_name}_{referred_table_name}",
                       .primary_key = "pk_{table_name}"}}};
        const Table target{"target", metadata, Column{"id", Integer{}, primary_key}};
        return Table{"t", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                     Column{"target_id", ForeignKey{"target.id"}, unique_key, indexed},
                     CheckConstraint{"id > 0"}.named("positive")};
    });
    cases.add("names of labels and of the program's own tokens", [] {
        const NamingToken initials{.name = "initials", .make = [](const NamingSubject& subject) {
                                       std::string letters;
                                       for (const std::string& column : subject.columns)
                                           letters += column.front();
                                       return letters;
                                   }};
        MetaData metadata{MetaDataOptions{.naming = {.index = "ix_{column_0_N_label}",
                                                     .unique = "uq_{table_name}_{initials}",
                                                     .primary_key = "pk_{column_0_label}",
                                                     .tokens = {initials}}}};
        return Table{"t",
                     metadata,
                     Column{"a", Integer{}, primary_key, no_autoincrement},
                     Column{"b", Integer{}},
                     UniqueConstraint{"b", "a"},
                     Index{"", {"a", "b"}}};
    });
    cases.add("a name that is cut", [] {
        MetaData metadata{
            MetaDataOptions{.naming = {.unique = "uq_{table_name}_{column_0_N_name}"}}};
        return Table{"t", metadata,
                     Column{"a_rather_long_name_of_a_column_to_begin_with", Integer{}},
                     Column{"another_rather_long_name_of_a_column", Integer{}},
                     UniqueConstraint{"a_rather_long_name_of_a_column_to_begin_with",
                                      "another_rather_long_name_of_a_column"}};
    });
}

void generated_keys(Cases& cases) {
    const std::vector<std::string> old{"postgresql@9.6"};
    cases.add(
        "a key that the database makes",
        [] {
            return table(Column{"id", Integer{}, primary_key});
        },
        old);
    cases.add(
        "a large key that the database makes",
        [] {
            return table(Column{"id", BigInteger{}, primary_key, Identity{}});
        },
        old);
    cases.add("a key that is another table's", [] {
        return referring(Column{"id", Integer{}, primary_key},
                         ForeignKeyConstraint{{"id"}, {"target.id"}});
    });
}

void indexes(Cases& cases) {
    const auto indexed_by = [](const Index& index) {
        return table(Column{"a", Integer{}}, Column{"b", String{9}}, index);
    };
    cases.add("an index over an expression",
              [=] {
                  return indexed_by(Index{"ix", {func::lower(this_column("b")), "a"}});
              },
              {"bare", "sqlite@3.8.0"});
    cases.add(
        "a partial index",
        [=] {
            return indexed_by(Index{"ix", {"a"}, unique_index}.where(this_column("b") == "x"));
        },
        {"bare", "sqlite@3.7.0"});
    cases.add("an ordered index", [=] {
        return indexed_by(Index{"ix", {desc("a"), asc(this_column("b"))}});
    });
    cases.add("an index with NULLs first", [=] {
        return indexed_by(Index{"ix", {desc("a").nulls_last()}});
    });
    cases.add("an index that includes", [=] {
        return indexed_by(Index{"ix", {"a"}}.include({"b"}));
    });
    cases.add("an index with operators", [=] {
        return indexed_by(Index{"ix", {IndexPart{"b"}.with_operators("text_pattern_ops")}});
    });
    cases.add("an index with a comment", [=] {
        return indexed_by(Index{"ix", {"a"}}.comment("it's fast"));
    });
    cases.add("an index without a name", [=] { return indexed_by(Index{"", {"a"}}); });
    cases.add("an index with MySQL's options", [=] {
        return indexed_by(Index{"ix", {"b"}}
                              .option("mysql_using", "BTREE")
                              .option("mysql_length", std::int64_t{4}));
    });
    cases.add("an index of words", [=] {
        return indexed_by(Index{"ix", {"b"}}.option("mysql_prefix", "FULLTEXT"));
    });
    cases.add("an index with a method", [=] {
        return indexed_by(Index{"ix", {"a"}}.option("postgresql_using", "hash"));
    });
    // Nobody uses a new table, which a transaction may make.
    cases.add("an index that is made while others work", [=] {
        return indexed_by(Index{"ix", {"a"}}.option("postgresql_concurrently", true));
    });
}

using Statements = std::vector<std::string>;

constexpr const char* long_column = "a_column_whose_name_leaves_no_room_for_that_of_its_table";
constexpr const char* given_name =
    "a_name_that_the_program_gives_and_that_no_database_cuts_for_it_"
    "although_it_is_as_long_as_this_one_is_and_longer_than_all_of_them_keep_in_their_catalogues";

/// Its index and its key get names that are too long for most databases.
Table with_long_names() {
    MetaData metadata{MetaDataOptions{.naming = {.unique = "uq_{table_name}_{column_0_name}"}}};
    return Table{"artist", metadata, Column{long_column, Integer{}, indexed, unique_key},
                 Column{"b", Integer{}}, Index{given_name, {"b"}}};
}

/// The artist of the judges' schema, whose parts get names by conventions.
Table with_conventions() {
    MetaData metadata{MetaDataOptions{
        .naming = {.index = "i_{column_0_name}", .unique = "u_{table_name}_{column_0_name}"}}};
    return Table{"artist", metadata, Column{"artist_id", Integer{}}, Column{"name", String{120}},
                 Index{"", {"name"}}.named("ix", Quoting::always)};
}

void step(Cases& cases, const char* name, DdlElement (*make)(),
          std::vector<std::string> more_targets = {}) {
    cases.ddl(
        name, [make](const compile::DdlCompiler& compiler) { return compiler.render(make()); },
        std::move(more_targets));
}

const Sequence& numbers() {
    static MetaData metadata;
    static const Sequence sequence{"numbers", metadata, {.start = 5, .cycle = true}};
    return sequence;
}

/// One that the servers of the judges have.
const Sequence& known_numbers() {
    static MetaData metadata;
    static const Sequence sequence{"known_numbers", metadata};
    return sequence;
}

View loud(const ViewOptions& options = {}) {
    MetaData metadata;
    const Table& artist = schema().artist;
    return View{"loud", metadata,
                select(artist["artist_id"], func::upper(artist["name"]).label("shout"))
                    .where(artist["name"] != "it's"),
                options};
}

void steps(Cases& cases) {
    step(cases, "add a constraint", []() -> DdlElement {
        return AddConstraint{schema().artist, UniqueConstraint{"name"}.named("uq_artist")};
    });
    step(cases, "add a constraint that the conventions name", []() -> DdlElement {
        return AddConstraint{with_conventions(), UniqueConstraint{"name"}.comment("one each")};
    });
    step(cases, "add a check", []() -> DdlElement {
        return AddConstraint{schema().artist,
                             CheckConstraint{this_column("name") != "it's"}.named("ck_artist")};
    });
    step(cases, "create an index with everything", []() -> DdlElement {
        return CreateIndex{with_conventions(), Index{"", {desc(this_column("name"))}}
                                                   .where(this_column("name") != "x")
                                                   .comment("it's fast")};
    });
    step(cases, "drop names in quotes", []() -> DdlElement {
        return DropIndex{with_conventions(), "ix"}.if_exists();
    });
    step(cases, "an enum type with a label that is too long",
         []() -> DdlElement { return CreateEnum{Enum{std::string(64, 'x')}.named("mood")}; });
    step(cases, "create a sequence with everything", []() -> DdlElement {
        static MetaData metadata;
        static const Sequence all{
            {.name = "all_numbers", .comment = "it's counted", .quoting = Quoting::always},
            metadata};
        return CreateSequence{all};
    });
    step(cases, "create a sequence that a column owns", []() -> DdlElement {
        static MetaData metadata;
        static const Sequence owned{
            {.name = "artist_numbers", .owner_table = "artist", .owner_column = "artist_id"},
            metadata};
        return CreateSequence{owned};
    });
    step(cases, "drop a constraint", []() -> DdlElement {
        return DropConstraint{schema().artist, "uq_artist"}.if_exists().cascade();
    });
    step(cases, "drop a constraint whose name was cut", []() -> DdlElement {
        return DropConstraint{with_long_names(), with_long_names().data().uniques.front().name}
            .if_exists();
    });
    step(cases, "drop an index whose name was cut", []() -> DdlElement {
        return DropIndex{with_long_names(), with_long_names().data().indexes.front().name}
            .if_exists();
    });
    step(cases, "drop an index whose name is too long", []() -> DdlElement {
        return DropIndex{with_long_names(), given_name}.if_exists();
    });
    step(cases, "create a schema",
         []() -> DdlElement { return CreateSchema{"app"}.if_not_exists(); }, {"bare"});
    step(cases, "drop a schema",
         []() -> DdlElement { return DropSchema{"app"}.if_exists().cascade(); });
    step(cases, "create a sequence", []() -> DdlElement { return CreateSequence{numbers()}; },
         {"bare"});
    step(cases, "drop a sequence",
         []() -> DdlElement { return DropSequence{numbers()}.if_exists(); });
    step(cases, "create an enum type",
         []() -> DdlElement { return CreateEnum{moods().named("Mood")}; }, {"bare"});
    step(cases, "drop an enum type",
         []() -> DdlElement { return DropEnum{moods().named("Mood", "log")}.if_exists(); });
    step(cases, "create a view", []() -> DdlElement { return CreateView{loud()}; }, {"bare"});
    step(cases, "create or replace a view",
         []() -> DdlElement { return CreateView{loud()}.or_replace(); });
    step(cases, "create a materialized view",
         []() -> DdlElement { return CreateView{loud({.materialized = true})}; });
    step(cases, "create a temporary view",
         []() -> DdlElement { return CreateView{loud({.temporary = true, .comment = "noise"})}; });
    step(cases, "create a temporary view in a schema",
         []() -> DdlElement { return CreateView{loud({.temporary = true, .schema = "log"})}; });
    step(cases, "a view of rows in a list", []() -> DdlElement {
        MetaData metadata;
        const Table& n = schema().n;
        return CreateView{
            View{"some", metadata,
                 select(n["id"]).where(tuple_(n["a"], n["t"]).in({{1, "it's"}, {2, "b\\"}}))}};
    });
    step(cases, "drop a view", []() -> DdlElement { return DropView{loud()}.if_exists(); });
    step(cases, "drop a materialized view",
         []() -> DdlElement { return DropView{loud({.materialized = true})}.if_exists(); });
    step(cases, "create a table from a query", []() -> DdlElement {
        return CreateTableAs{
            "loud", select(schema().artist["name"]).where(schema().artist["artist_id"] > 3)};
    });
    step(cases, "create a temporary table from a query", []() -> DdlElement {
        return CreateTableAs{"loud", select(schema().artist["name"])}.temporary();
    });
    step(cases, "create a temporary table from a query in a schema", []() -> DdlElement {
        return CreateTableAs{"loud", select(schema().artist["name"]), "log"}.temporary();
    });
    step(cases, "create an index that the table does not have", []() -> DdlElement {
        return CreateIndex{schema().artist, Index{"", {"name"}}}.if_not_exists();
    });
    step(cases, "drop an index if it is there", []() -> DdlElement {
        return DropIndex{schema().artist, "ix_none"}.if_exists();
    });
    step(cases, "comment on a table", []() -> DdlElement {
        return SetTableComment{schema().artist, "it's"};
    });
    step(cases, "comment on a column", []() -> DdlElement {
        return SetColumnComment{schema().artist, "name", ""};
    });
    step(cases, "comment on a column with all that it has", []() -> DdlElement {
        return SetColumnComment{schema().artist, "artist_id", "it's\\"};
    });
    step(cases, "comment on a plain column", []() -> DdlElement {
        return SetColumnComment{schema().n, "t", "it's\\"};
    });
    step(cases, "comment on a constraint", []() -> DdlElement {
        return SetConstraintComment{schema().artist, "artist_pkey", "it's"};
    });
    step(cases, "text for one dialect", []() -> DdlElement {
        return azoth::ddl("CREATE TABLE only_here (x integer)").on({"sqlite"});
    });
    step(cases, "text for one server of a dialect", []() -> DdlElement {
        return azoth::ddl("CREATE TABLE only_there (x integer)")
            .on({"sqlite", "postgresql", "mariadb"});
    });
    step(cases, "text where a condition holds", []() -> DdlElement {
        return azoth::ddl("CREATE TABLE only_here (x integer)")
            .execute_if([](const compile::Ledger& server) {
                return server.supports(compile::Capability::partial_indexes);
            });
    });
    cases.add("the next value of a sequence",
              [] { return select(known_numbers().next_value()).select_from(schema().n); });
    cases.add("the next value of an optional sequence", [] {
        static MetaData metadata;
        static const Sequence optional{{.name = "spare_numbers", .optional = true}, metadata};
        return select(optional.next_value()).select_from(schema().n);
    });
    cases.add("a default from a sequence", [] {
        return table(Column{"x", Integer{}, ServerDefault{known_numbers().next_value()}});
    });
}

}  // namespace

void ddl_objects(Cases& cases) {
    expressions(cases);
    enums(cases);
    columns(cases);
    constraints(cases);
    generated_keys(cases);
    indexes(cases);
    steps(cases);
}

}  // namespace golden
