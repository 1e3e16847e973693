// SPDX-License-Identifier: MIT
// WITH: common table expressions, alone, one in another, and recursive.
#include <azoth/sql/cte.hpp>
#include <azoth/sql/set_operation.hpp>

#include "golden.hpp"

namespace golden {

namespace {

void nested_with(Cases& cases) {
    static const Schema& s = schema();
    constexpr CteOptions inside{.nesting = true};
    const auto few_artists = [] {
        return select(s.artist["artist_id"].label("a")).where(s.artist["name"] == "x");
    };
    cases.add("a nesting CTE of the statement",
              [=] { return select(few_artists().cte("few", inside)["a"]); });
    cases.add("a nesting CTE of a subquery",
              [=] {
                  const Cte few = few_artists().cte("few", inside);
                  return select(s.n["id"]).where(s.n["a"].in(select(few["a"])));
              },
              {"bare"});
    cases.add("two CTEs of one name, one inside", [=] {
        const Cte few = select(s.n["a"], s.n["b"]).where(s.n["b"] == 1).cte("few");
        const Cte inner = few_artists().cte("few", inside);
        return select(few["b"]).where(few["a"].in(select(inner["a"]).where(inner["a"] > 2)));
    });
    cases.add("a nesting CTE of a derived table", [=] {
        const Cte inner = few_artists().cte("few", inside);
        const Subquery top = select(inner["a"]).order_by(inner["a"]).limit(3).subquery("top");
        return select(top["a"], s.n["id"]).join(s.n, s.n["a"] == top["a"]);
    });
    cases.add("a nesting CTE of a CTE", [=] {
        const Cte inner = few_artists().cte("few", inside);
        const Cte outer_rows = select(inner["a"]).where(inner["a"] > 1).cte("few");
        return select(outer_rows["a"]);
    });
    cases.add("a nesting CTE that reads the outer one of its name", [=] {
        const Cte few = few_artists().cte("few");
        const Cte inner = select(few["a"]).where(few["a"] > 1).cte("few", inside);
        return select(s.n["id"]).where(s.n["a"].in(select(inner["a"])));
    });
    cases.add("a nesting CTE in both parts of a union", [=] {
        const Cte inner = few_artists().cte("few", inside);
        return union_all(select(inner["a"]), select(inner["a"] + 1));
    });
    cases.add("a nesting recursive CTE", [=] {
        const Cte numbers = recursive_cte(
            "numbers", select(cast(sql_text("1"), Integer{}).label("i")),
            [](const Cte& before) { return select(before["i"] + 1).where(before["i"] < 10); },
            {.nesting = true});
        return select(s.n["id"]).where(s.n["a"].in(select(numbers["i"])));
    });
    cases.add("a nesting CTE before an insert", [=] {
        const Cte inner = few_artists().cte("few", inside);
        return insert(s.artist).from_select({"artist_id"}, select(inner["a"]));
    });
    cases.add("a nesting CTE of an update's condition", [=] {
        const Cte inner = few_artists().cte("few", inside);
        return update(s.n).values({{"a", 1}}).where(s.n["b"].in(select(inner["a"])));
    });
    cases.add("a nesting CTE from which a CTE updates", [=] {
        const Cte inner = few_artists().cte("few", inside);
        const Cte changed = cte(update(s.n)
                                    .set("a", inner["a"])
                                    .from(inner)
                                    .where(s.n["b"] == inner["a"])
                                    .returning({s.n["id"]}),
                                "changed");
        return select(changed["id"]);
    });
    cases.add("a nesting CTE by which a CTE deletes", [=] {
        const Cte inner = few_artists().cte("few", inside);
        const Cte gone =
            cte(delete_from(s.n).using_(inner).where(s.n["b"] == inner["a"]).returning({s.n["id"]}),
                "gone");
        return union_all(select(gone["id"]), select(inner["a"]));
    });
    cases.add("a nesting CTE that hides one which is read", [=] {
        const Cte few = select(s.n["a"]).cte("few");
        const Cte inner = few_artists().cte("few", inside);
        return select(s.n["id"]).where(
            s.n["a"].in(select(inner["a"]).where(inner["a"].in(select(few["a"])))));
    });
    cases.add("a nesting CTE with the name of a table that is read inside", [=] {
        const Cte inner = select(s.n["a"]).cte("artist", inside);
        return select(s.n["id"]).where(
            s.n["a"].in(select(inner["a"]).join(s.artist, s.artist["artist_id"] == inner["a"])));
    });
    cases.add("a nesting CTE of groupings", [=] {
        const Cte inner = select(s.n["a"], s.n["b"]).cte("few", inside);
        const Subquery sums = select(inner["a"], func::sum(inner["b"]).label("total"))
                                  .group_by(rollup(inner["a"]))
                                  .subquery("sums");
        return select(sums["total"]);
    });
}

void traversals(Cases& cases) {
    static const Schema& s = schema();
    const auto chain = [] {
        return recursive_cte(
            "chain", select(s.employee["employee_id"].label("id"), s.employee["reports_to"]),
            [](const Cte& before) {
                return select(s.employee["employee_id"], s.employee["reports_to"])
                    .join(before, before["id"] == s.employee["reports_to"]);
            });
    };
    const std::vector<std::string> old{"bare", "postgresql@13"};
    cases.add(
        "a search in depth",
        [=] {
            const Cte found = chain().search(SearchOrder::depth_first, {"id"}, "place");
            return select(found["id"]).order_by(found["place"]);
        },
        old);
    cases.add("a search in breadth", [=] {
        const Cte found = chain().search(SearchOrder::breadth_first, {"reports_to", "id"}, "place");
        return select(found["id"]).order_by(found["place"]);
    });
    cases.add(
        "cycles of a recursive CTE",
        [=] {
            const Cte found = chain().cycle({"id"});
            return select(found["id"], found["is_cycle"]).where(!found["is_cycle"]);
        },
        old);
    cases.add("cycles with marks and a search", [=] {
        const Cte found =
            chain()
                .search(SearchOrder::depth_first, {"id"}, "place")
                .cycle({"id"}, {.mark = "again", .path = "way", .marks = {{"Y", "N"}}});
        return select(found["id"], found["again"]).order_by(found["place"]);
    });
    cases.add("a search by what is no column", [=] {
        return select(chain().search(SearchOrder::depth_first, {"nmae"}, "place")["id"]);
    });
    cases.add("a search whose column is there already",
              [=] { return select(chain().search(SearchOrder::depth_first, {"id"}, "id")["id"]); });
    cases.add("a search of a CTE that is not recursive", [=] {
        return select(select(s.n["a"]).cte("x").search(SearchOrder::depth_first, {"a"}, "p")["a"]);
    });
}

}  // namespace

void with(Cases& cases) {
    static const Schema& s = schema();
    cases.add("a CTE",
              [] {
                  const Cte few = select(s.artist["artist_id"], s.artist["name"])
                                      .where(s.artist["name"] == "x")
                                      .cte("few");
                  return select(few["name"]).where(few["artist_id"] > 3);
              },
              {"bare", "sqlite@3.8.2"});
    cases.add("a CTE joined with a table", [] {
        const Cte counted = select(s.album["artist_id"].label("id"), func::count().label("albums"))
                                .group_by(s.album["artist_id"])
                                .cte("counted");
        return select(s.artist["name"], counted["albums"])
            .join(counted, counted["id"] == s.artist["artist_id"]);
    });
    cases.add("a CTE twice", [] {
        const Cte few = select(s.n["a"], s.n["b"]).where(s.n["a"] == 1).cte("few");
        const auto again = few.alias("again");
        return select(few["a"], again["b"]).where(few["a"] == again["b"]);
    });
    cases.add("a CTE of a CTE", [] {
        const Cte inner = select(s.n["a"], s.n["b"]).where(s.n["a"] == 1).cte("inner_rows");
        const Cte outer_rows = select(inner["b"]).where(inner["b"] == 2).cte("outer_rows");
        return select(outer_rows["b"]).where(outer_rows["b"] == 3);
    });
    cases.add("two CTEs", [] {
        const Cte one = select(s.n["a"]).cte("one");
        const Cte two = select(s.n["b"]).cte("two");
        return select(one["a"], two["b"]).where(one["a"] == two["b"]);
    });
    cases.add("two CTEs of one name", [] {
        const Cte one = select(s.n["a"]).cte("one");
        const Cte two = select(s.n["b"]).cte("one");
        return select(one["a"], two["b"]);
    });
    nested_with(cases);
    traversals(cases);
    cases.add("a CTE inside a subquery", [] {
        const Cte few = select(s.artist["artist_id"]).where(s.artist["name"] == "x").cte("few");
        return select(s.album["title"]).where(s.album["artist_id"].in(select(few["artist_id"])));
    });
    cases.add("a CTE in a union", [] {
        const Cte few = select(s.n["a"], s.n["b"]).cte("few");
        return union_all(select(few["a"]), select(few["b"]));
    });
    cases.add("a materialized CTE",
              [] {
                  const Cte few = select(s.n["a"]).cte("few", {.materialized = true});
                  return select(few["a"]);
              },
              {"postgresql@11", "sqlite@3.34.1"});
    cases.add("a CTE that is not materialized", [] {
        const Cte few = select(s.n["a"]).cte("few", {.materialized = false});
        return select(few["a"]);
    });
    cases.add("a CTE of a union", [] {
        const Cte all =
            union_all(select(s.artist["name"]), select(s.employee["name"])).cte("everybody");
        return select(all["name"]);
    });
    cases.add("a recursive CTE",
              [] {
                  const Cte chain = recursive_cte(
                      "chain",
                      select(s.employee["employee_id"], s.employee["reports_to"])
                          .where(s.employee["employee_id"] == 7),
                      [&](const Cte& below) {
                          return select(s.employee["employee_id"], s.employee["reports_to"])
                              .where(s.employee["employee_id"] == below["reports_to"]);
                      });
                  return select(s.employee["name"])
                      .join(chain, chain["employee_id"] == s.employee["employee_id"]);
              },
              {"bare"});
    cases.add("a recursive CTE that ends at cycles", [] {
        const Cte reach =
            recursive_cte("reach", select(s.employee["employee_id"].label("id")),
                          [&](const Cte& before) {
                              return select(s.employee["reports_to"])
                                  .join(before, before["id"] == s.employee["employee_id"]);
                          },
                          {.distinct = true});
        return select(func::count().label("n")).select_from(reach);
    });
    cases.add("a counting recursive CTE", [] {
        const Cte numbers = recursive_cte(
            "numbers", select(cast(sql_text("1"), Integer{}).label("i")),
            [](const Cte& before) { return select(before["i"] + 1).where(before["i"] < 10); });
        return select(numbers["i"]).order_by(desc("i")).limit(3);
    });
    cases.add("a recursive CTE from a given value", [] {
        const Cte numbers = recursive_cte(
            "numbers", select(literal(1).label("i")),
            [](const Cte& before) { return select(before["i"] + 1).where(before["i"] < 10); });
        return select(func::sum(numbers["i"]));
    });
    cases.add("a recursive CTE that puts texts together", [] {
        const auto path = s.employee["name"].label("path");
        const Cte paths =
            recursive_cte("paths",
                          select(s.employee["employee_id"], s.employee["email"], path)
                              .where(s.employee["reports_to"].is_null()),
                          [&](const Cte& before) {
                              return select(s.employee["employee_id"], s.employee["email"],
                                            func::concat({before["path"], "/", s.employee["name"]}))
                                  .join(before, s.employee["reports_to"] == before["employee_id"]);
                          });
        return select(paths["path"]).order_by(paths["path"]);
    });
    cases.add("a CTE with the name of a table", [] {
        const Cte few = select(s.n["a"]).cte("Artist");
        return select(s.artist["name"]).join(few, few["a"] == s.artist["artist_id"]);
    });
    cases.add("a CTE with the name of a table that another one reads", [] {
        const Cte first = select(s.n["a"]).cte("first");
        const Cte n = select(first["a"]).cte("n");
        return select(n["a"]);
    });
    cases.add("a CTE with the name of a table that a later one reads", [] {
        const Cte artist = select(s.n["a"]).cte("artist");
        const Cte later = select(s.artist["name"])
                              .where(s.artist["artist_id"].in(select(artist["a"])))
                              .cte("later");
        return select(later["name"]);
    });
    cases.add("a recursive CTE with the name of a table that it reads", [] {
        const Cte n = recursive_cte("n", select(s.n["a"].label("i")), [](const Cte& before) {
            return select(before["i"] + 1).where(before["i"] < 10);
        });
        return select(n["i"]);
    });
    cases.add("quoted CTEs", [] {
        const Cte vector = select(s.n["a"]).cte("vector", {.quoting = Quoting::always});
        const Cte chain =
            recursive_cte("chain", select(vector["a"].label("level", Quoting::always)),
                          [](const Cte& before) {
                              return select(before["level"] + 1).where(before["level"] < 10);
                          },
                          {.quoting = Quoting::always});
        const Subquery again = chain.alias("again", Quoting::always);
        return select(chain["level"], again["level"]).where(chain["level"] == again["level"]);
    });
    cases.add("a CTE with the name of the table that it reads",
              [] { return select(select(s.n["a"]).where(s.n["b"] > 1).cte("n")["a"]); });
    cases.add("a recursive CTE of another width", [] {
        return select(recursive_cte("x", select(s.n["a"]), [](const Cte& before) {
            return select(before["a"], before["a"]);
        })["a"]);
    });
    cases.add("a changing CTE", [] {
        const Cte moved =
            cte(delete_from(s.n).where(s.n["a"] == 1).returning({s.n["id"]}), "moved");
        return select(moved["id"]);
    });
    cases.add("a CTE that nothing refers to", [] {
        const Cte gone = cte(delete_from(s.n).where(s.n["a"] == 1), "gone");
        return select(s.artist["name"]).add_cte(gone);
    });
    // Before changes.
    cases.add("a CTE before an insert from a select", [] {
        const Cte few = select(s.n["a"], s.n["t"]).where(s.n["a"] > 1).cte("few");
        return insert(s.artist).from_select({"artist_id", "name"}, select(few["a"], few["t"]));
    });
    cases.add("a CTE before an insert of values", [] {
        const Cte few = select(func::max(s.n["t"]).label("t")).cte("few");
        return insert(s.artist).set("name", select(few["t"]).scalar_subquery());
    });
    cases.add("a CTE before an upsert from a select", [] {
        const Cte few = select(s.n["a"], s.n["t"]).cte("few");
        return upsert(s.artist)
            .from_select({"artist_id", "name"}, select(few["a"], few["t"]).where(few["a"] > 0))
            .on_conflict({"artist_id"})
            .do_update();
    });
    cases.add("a CTE before an update", [] {
        const Cte few = select(s.n["a"]).where(s.n["b"] == 2).cte("few");
        return update(s.artist)
            .values({{"name", "x"}})
            .where(s.artist["artist_id"].in(select(few["a"])));
    });
    cases.add("a CTE that an update reads from", [] {
        const Cte few = select(s.n["a"], s.n["t"]).cte("few");
        return update(s.artist)
            .set("name", few["t"])
            .from(few)
            .where(s.artist["artist_id"] == few["a"]);
    });
    cases.add("a CTE before a delete", [] {
        const Cte few = select(s.n["a"]).where(s.n["b"] == 2).cte("few");
        return delete_from(s.artist).where(s.artist["artist_id"].in(select(few["a"])));
    });
    // Changes inside.
    cases.add("rows moved by a changing CTE", [] {
        const Cte moved =
            cte(delete_from(s.n).where(s.n["a"] == 1).returning({s.n["id"], s.n["t"]}), "moved");
        return insert(s.artist)
            .from_select({"artist_id", "name"}, select(moved["id"], moved["t"]))
            .returning({s.artist["artist_id"]});
    });
    cases.add("an insert and an update as CTEs", [] {
        const Cte added = cte(
            insert(s.artist).values({{"name", "x"}}).returning({s.artist["artist_id"]}), "added");
        const Cte changed = cte(
            update(s.n).values({{"a", 2}}).where(s.n["b"] == 3).returning({s.n["id"]}), "changed");
        return select(added["artist_id"], changed["id"]);
    });
    cases.add("an update with a CTE that nothing refers to", [] {
        const Cte gone = cte(delete_from(s.n).where(s.n["a"] == 1), "gone");
        return update(s.artist).values({{"name", "x"}}).add_cte(gone);
    });
    cases.add("an insert with a CTE that nothing refers to", [] {
        const Cte gone = cte(delete_from(s.n).where(s.n["a"] == 1), "gone");
        return insert(s.artist).values({{"name", "x"}}).add_cte(gone);
    });
    cases.add("a table added as a CTE", [] { return delete_from(s.artist).add_cte(s.artist); });
    cases.add("a CTE without a name", [] { return select(select(s.n["a"]).cte("")["a"]); });
}

}  // namespace golden
