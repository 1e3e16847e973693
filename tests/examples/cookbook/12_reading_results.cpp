// SPDX-License-Identifier: MIT
// Ways to read: one row, some, all, in parts, in flat memory, again, several as one.
#include <iostream>
#include <optional>
#include <utility>
#include <vector>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table number{"number", metadata, Column{"n", Integer{}, primary_key},
                 Column{"square", Integer{}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    std::vector<std::pair<int, int>> squares;
    for (int n = 1; n <= 1000; ++n) squares.emplace_back(n, n * n);
    db.insert_many(number, {"n", "square"}, squares);
    const Expr n = number["n"];
    const auto all = select(number).order_by(n);

    auto result = db.execute(all);
    std::cout << result.fetchmany(3).size() << " rows, ";
    const std::optional<Row> next = result.first();  // the others are discarded
    std::cout << "then the first of the rest: " << (*next)["n"].as<int>() << '\n';

    std::size_t parts = 0;
    for (auto& part : db.execute(all, {.yield_per = 100}).partitions(300)) {
        std::cout << part.size() << ' ';
        ++parts;
    }
    std::cout << "in " << parts << " parts\n";

    std::cout << db.execute(all.where(n == 7)).one()["square"].as<int>() << '\n';
    try {
        (void)db.execute(all).one();
    } catch (const MultipleResultsFound& error) {
        std::cout << error.code() << '\n';
    }
    std::cout << db.execute(all.where(n == 4711)).one_or_none().has_value() << '\n';
    const std::vector<int> first = db.execute(all.limit(3)).scalars<int>(1).all();
    std::cout << first[0] + first[1] + first[2] << '\n';
    for (const Params& row : db.execute(all.limit(1)).mappings()) {
        for (const Param& cell : row) std::cout << cell.name() << ' ';
    }
    std::cout << '\n';

    // Rows that were fetched can be read again, without the database.
    const Rows kept = db.execute(all.limit(2)).all();
    for (auto [root, square] : kept.replay().rows<int, int>()) {
        std::cout << root << "² = " << square << "; ";
    }
    // What several databases answered to one query is read as one result.
    std::vector<Result> answers;
    answers.push_back(kept.replay());
    answers.push_back(db.execute(all.where(n > 998)));
    std::cout << Result::merged(std::move(answers)).all().size() << " rows\n";
}
