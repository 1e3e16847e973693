// SPDX-License-Identifier: MIT
#include "decorated_cursor.hpp"

#include <azoth/types/type_decorator.hpp>

namespace azoth::detail {

DecoratedCursor::DecoratedCursor(driver::Cursor& inner,
                                 std::shared_ptr<const compile::Compiled> compiled)
    : ForwardingCursor(inner),
      compiled_(std::move(compiled)),
      decoded_(compiled_->columns.size()) {}

bool DecoratedCursor::is_decorated(std::size_t column) const noexcept {
    return column < compiled_->columns.size() &&
           compiled_->columns[column].type.decorator() != nullptr;
}

bool DecoratedCursor::next() {
    for (auto& value : decoded_) value.reset();
    return inner_.next();
}

ValueView DecoratedCursor::cell(std::size_t column) {
    if (!is_decorated(column)) return inner_.cell(column);
    std::optional<Value>& value = decoded_[column];
    if (!value) {
        value = compiled_->columns[column].type.decorator()->from_database(inner_.cell(column));
    }
    return value->view();
}

template <class T>
bool DecoratedCursor::read_decorated(std::size_t column, T& out) {
    const ValueView view = cell(column);
    if (view.is_null()) return false;
    out = convert<T>(view);
    return true;
}

bool DecoratedCursor::read_int64(std::size_t column, std::int64_t& out) {
    return is_decorated(column) ? read_decorated(column, out) : inner_.read_int64(column, out);
}

bool DecoratedCursor::read_double(std::size_t column, double& out) {
    return is_decorated(column) ? read_decorated(column, out) : inner_.read_double(column, out);
}

bool DecoratedCursor::read_text(std::size_t column, std::string_view& out) {
    return is_decorated(column) ? read_decorated(column, out) : inner_.read_text(column, out);
}

bool DecoratedCursor::read_bytes(std::size_t column, BytesView& out) {
    return is_decorated(column) ? read_decorated(column, out) : inner_.read_bytes(column, out);
}

}  // namespace azoth::detail
