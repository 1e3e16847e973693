// SPDX-License-Identifier: MIT
#include <azoth/schema/default.hpp>

namespace azoth::detail {

sql::NodePtr generated(std::shared_ptr<const sql::ValueGenerator> make) {
    return sql::make<sql::GeneratedValue>(std::move(make));
}

}  // namespace azoth::detail
