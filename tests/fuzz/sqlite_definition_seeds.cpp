// SPDX-License-Identifier: MIT
#include "fuzz/seeds.hpp"

namespace azoth::test {

void write_seeds(const SeedSink& sink) {
    for (const char* seed :
         {"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL DEFAULT 'x''y')",
          "CREATE TABLE \"t t\"(a, b COLLATE NOCASE, CHECK (a > (b)), UNIQUE (a, b DESC)) STRICT",
          "CREATE TABLE t (a REFERENCES o (x) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED)",
          "CREATE TABLE t (a AS (b + 1) STORED, b DEFAULT -1.5e+3 /* comment: \\\\ *\\/ */)",
          "CREATE TABLE t (a, CONSTRAINT f FOREIGN KEY (a) REFERENCES o MATCH FULL) WITHOUT ROWID",
          "CREATE VIRTUAL TABLE f USING fts5(a, b)", "CREATE TABLE t (a 'open",
          "CREATE UNIQUE INDEX i ON t (lower(a) COLLATE b DESC, c) WHERE a IS NOT NULL",
          "CREATE VIEW v (a, b) AS SELECT 1, 2"}) {
        sink(seed);
    }
}

}  // namespace azoth::test
