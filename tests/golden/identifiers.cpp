// SPDX-License-Identifier: MIT
#include <string>

#include "golden.hpp"

namespace golden {

void identifiers(Cases& cases) {
    static const Schema& s = schema();
    cases.add("names that need quotes", [] { return select(s.odd); });
    cases.add("an alias that needs quotes", [] { return select(s.odd.alias("Select")["group"]); });
    cases.add("an alias with a quote", [] { return select(s.artist.alias("a\"; --")["name"]); });
    cases.add("a schema", [] { return select(s.audit["what"]).where(s.audit["id"] == 1); });
    cases.add("a schema and an alias", [] { return select(s.audit.alias("e")["what"]); });
    cases.add("the longest name",
              [] { return select(s.artist.alias(std::string(63, 'x'))["name"]); });
    cases.add("a longer name", [] { return select(s.artist.alias(std::string(64, 'x'))["name"]); });
    cases.add("a name with a NUL byte",
              [] { return select(s.artist.alias(std::string("a\0b", 3))["name"]); });
    cases.add("a name that is not UTF-8", [] { return select(s.artist.alias("a\xff")["name"]); });
    cases.add("an empty label", [] { return select(s.artist["name"].label("")); });
    cases.add("an unknown column", [] { return select(s.artist["nmae"]); });
    cases.add("an insert into names that need quotes", [] {
        return insert(s.odd)
            .values({{"group", 1}, {"Mixed Case", "x"}})
            .returning({s.odd["group"]});
    });
    cases.add("an update of names that need quotes", [] {
        return update(s.odd).values({{"Mixed Case", "x"}}).where(s.odd["quo\"te"] == "y");
    });
}

}  // namespace golden
