// SPDX-License-Identifier: MIT
// Columns instead of rows: a result as Arrow record batches, for pyarrow, DuckDB, Polars and every
// other reader of the Arrow C stream interface. The one here adds up a column and shows another.
#include <cstdint>
#include <iostream>
#include <string_view>
#include <tuple>
#include <vector>

#include <azoth/arrow/to_arrow.hpp>
#include <azoth/azoth.hpp>

using namespace azoth;

/// Knows int64 and text without NULLs; real ones know it all. Takes the stream over.
void consume(ArrowArrayStream& stream) {
    ArrowSchema schema;
    ArrowArray batch;
    if (stream.get_schema(&stream, &schema) != 0) return;
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
        std::cout << schema.children[i]->name << " (" << schema.children[i]->format << ") ";
    }
    std::cout << '\n';
    schema.release(&schema);

    while (stream.get_next(&stream, &batch) == 0 && batch.release != nullptr) {
        const ArrowArray& visitors = *batch.children[0];
        const auto* numbers = static_cast<const std::int64_t*>(visitors.buffers[1]);
        std::int64_t sum = 0;
        for (std::int64_t row = 0; row < batch.length; ++row) sum += numbers[row];

        const ArrowArray& cities = *batch.children[1];
        const auto* ends = static_cast<const std::int32_t*>(cities.buffers[1]);
        const auto* letters = static_cast<const char*>(cities.buffers[2]);
        std::cout << batch.length << " rows, " << sum << " visitors:";
        for (std::int64_t row = 0; row < batch.length; ++row) {
            const auto size = static_cast<std::size_t>(ends[row + 1] - ends[row]);
            std::cout << ' ' << std::string_view(letters + ends[row], size);
        }
        std::cout << '\n';
        batch.release(&batch);
    }
    if (const char* error = stream.get_last_error(&stream)) std::cout << error << '\n';
    stream.release(&stream);
}

int main() {
    MetaData metadata;
    const Table museum{"museum",
                       metadata,
                       Column{"id", Integer{}, primary_key},
                       Column{"visitors", BigInteger{}, not_null},
                       Column{"city", String{40}, not_null},
                       Column{"fee", Numeric{6, 2}}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    const std::vector<std::tuple<int, int, const char*, Decimal>> museums{
        {1, 8'900'000, "Paris", Decimal("22.00")},
        {2, 6'800'000, "Roma", Decimal("20.00")},
        {3, 5'800'000, "London", Decimal("0")},
        {4, 4'000'000, "Madrid", Decimal("15.00")},
        {5, 2'700'000, "Amsterdam", Decimal("22.50")}};
    db.insert_many(museum, {"id", "visitors", "city", "fee"}, museums);

    // The types are those of the columns; NOT NULL columns are not nullable.
    const auto query = select(museum["visitors"], museum["city"]).order_by(museum["id"]);
    ArrowArrayStream stream;
    to_arrow(db.execute(query), stream, {.batch_rows = 3});
    consume(stream);

    // Decimals are decimals, whatever the database makes of them.
    to_arrow(db.execute(select(museum["fee"])), stream);
    ArrowSchema schema;
    if (stream.get_schema(&stream, &schema) == 0) {
        std::cout << schema.children[0]->name << " (" << schema.children[0]->format << ")\n";
        schema.release(&schema);
    }
    stream.release(&stream);

    // A cell that its column's type does not hold ends the stream; nothing is cut.
    to_arrow(db.execute(select(museum["visitors"], cast(museum["city"], Text{}).label("city"),
                               type_coerce(museum["visitors"], SmallInteger{}).label("small"))),
             stream);
    consume(stream);
}
