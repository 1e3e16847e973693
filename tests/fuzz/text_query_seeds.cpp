// SPDX-License-Identifier: MIT
#include "fuzz/seeds.hpp"

namespace azoth::test {

void write_seeds(const SeedSink& sink) {
    for (const char* seed :
         {"SELECT * FROM t WHERE a = :a AND b = :b2", "SELECT ':no', \":no\", `:no`, x::int",
          "SELECT 'it''s :no' -- :no\n, :yes", "/* :no */ SELECT :yes", "SELECT E'\\':no' , :yes",
          "SELECT $$ :no $$, $tag$ :no $tag$, $1, :yes", "SELECT 'open", "SELECT /* open",
          "SELECT $x$ open", ":", "::", ":1", "a:b", "E'\\", "SELECT '\\' :yes"}) {
        sink(seed);
    }
}

}  // namespace azoth::test
