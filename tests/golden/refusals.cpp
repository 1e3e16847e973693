// SPDX-License-Identifier: MIT
// What a server lacks is refused by name, never sent. Most refusals stand beside their construct in
// the other files; here is each capability once.
#include <azoth/value/decimal.hpp>

#include "golden.hpp"

namespace golden {

void refusals(Cases& cases) {
    static const Schema& s = schema();
    cases.add("insert returning",
              [] {
                  return insert(s.n).values({{"id", 1}, {"a", 1}}).returning({s.n["id"]});
              },
              {"bare", "sqlite@3.34.1"});
    cases.add("update returning",
              [] {
                  return update(s.n).values({{"a", 1}}).returning({s.n["id"]});
              },
              {"bare", "sqlite@3.34.1"});
    cases.add("delete returning", [] { return delete_from(s.n).returning({s.n["id"]}); },
              {"bare", "sqlite@3.34.1"});
    cases.add("full join", [] { return select(s.artist["name"]).join(s.album, JoinType::full); },
              {"bare", "sqlite@3.38.5", "sqlite@3.39.0"});
    cases.add("rows of values",
              [] {
                  return insert(s.n).values({{{"id", 1}, {"a", 1}}, {{"id", 2}, {"a", 2}}});
              },
              {"bare", "sqlite@3.7.10", "sqlite@3.7.11"});
    cases.add("default values", [] { return insert(s.n); }, {"bare"});
    cases.add("lock", [] { return select(s.n["a"]).for_update(); }, {"bare", "postgresql@9.0"});
    cases.add("is distinct from",
              [] { return select(s.n["a"]).where(s.n["a"].is_distinct_from(1)); }, {"bare"});
    cases.add("truth values", [] { return select(s.n["a"]).where(and_({})); },
              {"bare", "sqlite@3.22.0", "sqlite@3.23.0"});
    cases.add("nulls first", [] { return select(s.n["a"]).order_by(s.n["a"].asc().nulls_first()); },
              {"bare", "sqlite@3.29.0", "sqlite@3.30.0"});
    cases.add(
        "nulls of exact numbers",
        [] { return select(s.track["price"]).order_by(s.track["price"].desc().nulls_last()); },
        {"sqlite@3.29.0"});
    cases.add("a version that is none", [] { return text("SELECT 1"); }, {"sqlite@x"});
}

}  // namespace golden
