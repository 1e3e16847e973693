// SPDX-License-Identifier: MIT
// Types in DDL and CAST that are more than a word, and what a type makes of values and columns.
#include <azoth/types/exact.hpp>
#include <azoth/value/decimal.hpp>

#include "golden.hpp"

namespace golden {

namespace {

Table of_type(const SqlType& type) {
    MetaData metadata;
    return Table{"t", metadata, Column{"x", type}};
}

void spellings(Cases& cases) {
    cases.add("a spelling of the program's", [] {
        return of_type(CustomType{"character varying(7)", String{7}});
    });
    cases.add("a variant",
              [] { return of_type(Text{}.with_variant("postgresql", types::Varchar{9})); });
    cases.add("a cast to a variant", [] {
        return select(cast(schema().n["t"], Text{}.with_variant("postgresql", types::Varchar{9})))
            .select_from(schema().n);
    });
    cases.add("binary JSON in DDL", [] { return of_type(Jsonb{}); });
}

void collations(Cases& cases) {
    cases.add("a cast with a collation", [] {
        const SqlType type =
            Text{}.with_collation("C").with_variant("sqlite", Text{}.with_collation("NOCASE"));
        return select(cast(schema().n["t"], type).label("x"));
    });
}

void expressions(Cases& cases) {
    static const Table& documents = schema().document;
    cases.add("a bound value in a function", [] {
        return insert(documents).values({{"id", 1}, {"loud", "x"}});
    });
    cases.add("a column in a function", [] { return select(documents["loud"]); });
    cases.add("a labelled column in a function", [] {
        return select(documents["loud"].label("quiet")).where(documents["loud"] == "X");
    });
    cases.add("a list of values in a function", [] {
        return select(documents["id"]).where(documents["loud"].in({"a", "b"}));
    });
    cases.add("a column in a function is bare inside", [] {
        const Subquery inner = select(documents["loud"]).subquery("inside");
        return select(inner["loud"]).order_by(inner["loud"]);
    });
    cases.add("returned in a function", [] {
        return insert(documents).values({{"id", 1}, {"loud", "x"}}).returning({documents["loud"]});
    });
}

void bound_beside_others(Cases& cases) {
    static const Table& n = schema().n;
    cases.where("a real number beside an integer", [] { return n["a"] > 2.5; });
    cases.where("an exact number beside an integer", [] { return n["a"] > Decimal("2.5"); });
    cases.where("a real number added to an integer", [] { return n["a"] + 0.5 == 2.5; });
    cases.where("an integer beside a real number",
                [] { return schema().track["rating"] > std::int64_t{4}; });
    cases.where("an integer beside an exact number", [] { return schema().track["price"] == 1; });
}

}  // namespace

void exact(Cases& cases) {
    for (const SqlType& type : std::initializer_list<SqlType>{
             types::BigInt{},       types::Binary{16},  types::Blob{},
             types::Boolean{},      types::Bytea{},     types::Char{3},
             types::Clob{},         types::Date{},      types::DateTime{},
             types::Decimal{10, 2}, types::Double{},    types::DoublePrecision{},
             types::Float{24},      types::Int{},       types::Integer{},
             types::Interval{},     types::Json{},      types::Jsonb{},
             types::NChar{3},       types::Numeric{5},  types::NVarchar{20},
             types::Real{},         types::SmallInt{},  types::Text{},
             types::Time{3},        types::Timestamp{}, types::TimestampWithTimezone{},
             types::TinyInt{},      types::Uuid{},      types::Varbinary{16},
             types::Varchar{20}}) {
        cases.ddl("exactly " + std::string(type.name()), [type](const compile::DdlCompiler& ddl) {
            return ddl.create_table(of_type(type).data(), false);
        });
    }
}

void value_types(Cases& cases) {
    spellings(cases);
    collations(cases);
    expressions(cases);
    bound_beside_others(cases);
}

}  // namespace golden
