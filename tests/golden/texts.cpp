// SPDX-License-Identifier: MIT
#include <azoth/sql/call.hpp>

#include "golden.hpp"

namespace golden {

void texts(Cases& cases) {
    cases.add("no binds", [] { return text("SELECT 1"); });
    cases.add("binds", [] { return text("SELECT a FROM n WHERE a = :a AND b=:b2"); });
    cases.add("a bind twice", [] { return text("SELECT :x, :x"); });
    cases.add("a bind at both ends", [] { return text(":a UNION :b"); });
    cases.add("a string", [] { return text("SELECT ':no', 'it''s :no', :yes"); });
    cases.add("a quoted name", [] { return text("SELECT \":no\", \"a\"\":no\", :yes FROM n"); });
    cases.add("a backquoted name", [] { return text("SELECT `:no`, :yes"); });
    cases.add("a line comment", [] { return text("SELECT 1 -- :no '\n, :yes"); });
    cases.add("a block comment", [] { return text("SELECT /* :no ' */ :yes"); });
    cases.add("a cast", [] { return text("SELECT a::int, :yes::text"); });
    cases.add("a dollar quote",
              [] { return text("SELECT $$ :no ' $$, $tag$ :no $$ $tag$, :yes"); });
    cases.add("a numbered placeholder is no quote", [] { return text("SELECT $1, :yes"); });
    cases.add("an escape string", [] { return text("SELECT E'\\':no', :yes"); });
    cases.add("a backslash elsewhere", [] { return text("SELECT 'x\\', :yes"); });
    cases.add("colons that are none", [] { return text("SELECT a : b, x[1:2], t :=1, :yes"); });
    cases.add("a word beyond ASCII", [] { return text("SELECT :größe, naïve"); });
    cases.add("nothing", [] { return text(""); });
    cases.add("an open string", [] { return text("SELECT 'x"); });
    cases.add("an open comment", [] { return text("SELECT /* x"); });
    cases.add("an open dollar quote", [] { return text("SELECT $a$ x $b$"); });
    cases.add("a call", [] { return call("settle", {7, out}); });
    cases.add("a call without arguments", [] { return call("tidy_up"); });
    cases.add("a call with expressions", [] {
        return call("settle", {func::call("abs", {-7}), out});
    });
    cases.add("a call with a column", [] {
        return call("settle", {schema().artist["artist_id"] + 1, out});
    });
    cases.add("a call of no name", [] { return call("settle; DROP TABLE artist"); });
    cases.add("a NUL byte", [] { return text(std::string_view("SELECT \0 1", 10)); });
}

}  // namespace golden
