// SPDX-License-Identifier: MIT
#include "side.hpp"

#include <string_view>

namespace differential::exact {

namespace {

/// One exact number is written in two ways: 1.5 and 1.50.
azoth::Value stored(const TableColumn& column, const Scalar& value, bool is_padded) {
    if (!value || !is_padded || column.info.kind != Kind::numeric) return carrier(value);
    return azoth::Decimal(std::get<Number>(*value).text(column.info.range.scale));
}

}  // namespace

Side::Side(const char* url) : engine_(azoth::create_engine(url)) {
    table_ = std::make_unique<azoth::Table>(describe("azoth_exact", metadata_));
    metadata_.drop_all(engine_);
    metadata_.create_all(engine_);
    db_ = std::make_unique<azoth::Connection>(engine_.connect());
    std::size_t number = 0;
    for (const Row& values : table_rows()) {
        azoth::Params row;
        const bool is_padded = ++number % 2 == 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            row.add({table_columns()[i].name, stored(table_columns()[i], values[i], is_padded)});
        }
        db_->execute(azoth::insert(*table_), row);
    }
    if (std::string_view(url).starts_with("postgresql")) {
        // Where the session is is nobody's business.
        db_->execute(azoth::text("SET TIME ZONE 'Asia/Kolkata'"));
    }
    db_->commit();
}

Side::~Side() {
    if (!db_) return;
    db_->rollback();
    db_.reset();
    metadata_.drop_all(engine_);
}

Columns Side::columns() const {
    Columns columns;
    for (const TableColumn& column : table_columns()) columns.push_back((*table_)[column.name]);
    return columns;
}

}  // namespace differential::exact
