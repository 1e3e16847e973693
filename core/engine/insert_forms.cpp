// SPDX-License-Identifier: MIT
#include "insert_forms.hpp"

#include <azoth/sql/insert_shape.hpp>

#include "connection_core.hpp"

namespace azoth::detail {

InsertForms::~InsertForms() {
    for (const InsertForm& form : forms_) ConnectionCore::let_go(*form.statement);
}

const InsertForm& InsertForms::of(std::size_t rows) {
    for (const InsertForm& known : forms_) {
        if (known.rows == rows) return known;
    }
    const NodeStatement statement(sql::insert_shape(insert_, columns_, rows));
    bool cached = true;
    CachedStatement& found = core_.find(statement, options_, cached);
    ++found.users;
    forms_.push_back({rows, &found, statement.node(), core_.matcher_.binds()});
    if (!found.compiled->expansions.empty()) {
        throw InvalidRequestError("many_sets_with_rows",
                                  "an INSERT that takes lists runs with one set of parameters");
    }
    return forms_.back();
}

}  // namespace azoth::detail
