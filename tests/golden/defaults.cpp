// SPDX-License-Identifier: MIT
#include "golden.hpp"

namespace golden {

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
    cases.add("defaults of an update", [] {
        return update(s.draft).values({{"title", "x"}}).where(s.draft["draft_id"] == 1);
    });
    cases.add("defaults of an upsert", [] {
        return upsert(s.draft)
            .values({{"draft_id", 1}, {"title", "x"}})
            .on_conflict({"draft_id"})
            .do_update();
    });
    cases.add("defaults returned", [] {
        return insert(s.draft).values({{"title", "x"}}).return_defaults();
    });
}

}  // namespace golden
