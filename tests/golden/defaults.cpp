// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <azoth/sql/cte.hpp>
#include <azoth/sql/insert_shape.hpp>

namespace golden {

namespace {

struct NodeStatement : Statement {
    explicit NodeStatement(sql::NodePtr node) : Statement(std::move(node)) {}
};

/// What is sent for three sets of parameters whose rows shall return in order.
NodeStatement rows_in_order(const Insert& insert, const std::vector<std::string>& names) {
    return NodeStatement(
        sql::insert_shape(sql::cast<sql::Insert>(*insert.in_parameter_order().node()), names, 3));
}

}  // namespace

void defaults(Cases& cases) {
    static const Schema& s = schema();
    cases.add("defaults of an insert", [] { return insert(s.draft).values({{"title", "x"}}); });
    cases.add("defaults of nothing given", [] { return insert(s.draft); });
    cases.add("defaults of several rows", [] {
        return insert(s.draft).values(
            std::vector<Params>{{{"title", "x"}, {"loud", "y"}}, {{"title", "z"}, {"loud", "y"}}});
    });
    cases.add("defaults that are given", [] {
        return insert(s.draft).values(
            {{"state", std::nullopt}, {"slug", "s"}, {"loud", "l"}, {"version", 7}});
    });
    cases.add("defaults of rows from a select",
              [] { return insert(s.draft).from_select({"slug"}, select(s.artist["name"])); });
    cases.add("defaults made per row, of rows from a select",
              [] { return insert(s.draft).from_select({"title"}, select(s.artist["name"])); });
    cases.add("a default that reads from a CTE", [] {
        static MetaData metadata;
        static const Cte counts =
            select(func::count().label("n")).select_from(s.artist).cte("counts");
        static const Table draft{
            "draft", metadata, Column{"title", String{40}},
            Column{"version", Integer{}, Default{select(counts["n"]).scalar_subquery()}}};
        return insert(draft).values({{"title", "x"}});
    });
    cases.add("a default that reads from a subquery", [] {
        static MetaData metadata;
        static const auto counts =
            select(func::count().label("n")).select_from(s.artist).subquery("counts");
        static const Table draft{
            "draft", metadata, Column{"title", String{40}},
            Column{"version", Integer{}, Default{select(counts["n"]).scalar_subquery()}}};
        return insert(draft).values({{"title", "x"}});
    });
    cases.add("defaults of an update", [] {
        return update(s.draft).values({{"title", "x"}}).where(s.draft["draft_id"] == 1);
    });
    cases.add("defaults of an upsert", [] {
        return upsert(s.draft)
            .values({{"draft_id", 1}, {"title", "x"}})
            .on_conflict({"draft_id"})
            .do_update();
    });
    cases.add("a truth as a default, beside numbers of distinct rows", [] {
        static MetaData metadata;
        static const Table n{"n", metadata, Column{"id", Integer{}}, Column{"a", Integer{}},
                             Column{"p", Boolean{}, Default{literal(1) == literal(1)}}};
        return insert(n).from_select({"id", "a"}, select(s.n["b"], s.n["c"]).distinct());
    });
    cases.add("defaults of distinct rows from a select", [] {
        return insert(s.draft).from_select({"slug"}, select(s.artist["name"]).distinct());
    });
    cases.add("rows in the order of parameters", [] {
        return rows_in_order(insert(s.artist).returning({s.artist["artist_id"]}), {"name"});
    });
    cases.add("rows with defaults in the order of parameters", [] {
        return rows_in_order(insert(s.draft).set("state", func::call("lower", {"X"}, Text{})),
                             {"title"});
    });
    cases.add("defaults returned", [] {
        return insert(s.draft).values({{"title", "x"}}).return_defaults();
    });
}

}  // namespace golden
