// SPDX-License-Identifier: MIT
#include "row_parameters.hpp"

#include <utility>

namespace azoth::detail {

/// What a callable sees of its row.
class RowParameters::Row final : public RowContext {
public:
    Row(const RowParameters& rows, std::uint32_t row, std::span<const ValueView> cells,
        std::span<const ValueView> made)
        : rows_(rows), row_(row), cells_(cells), made_(made) {}

    [[nodiscard]] std::optional<ValueView> find(std::string_view column) const override {
        const auto& parameters = rows_.form_.compiled->parameters;
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            if (parameters[i].row != row_ || parameters[i].column != column) continue;
            if (!parameters[i].generator) return rows_.value_of(i, cells_);
            return i < made_.size() ? std::optional(made_[i]) : std::nullopt;
        }
        return std::nullopt;
    }

private:
    const RowParameters& rows_;
    std::uint32_t row_;
    std::span<const ValueView> cells_;
    std::span<const ValueView> made_;
};

ValueView RowParameters::value_of(std::size_t index, std::span<const ValueView> cells) const {
    const compile::Parameter& parameter = form_.compiled->parameters[index];
    const ParameterPlan& plan = form_.plan.parameters[index];
    if (parameter.constant) return sql::cast<sql::Bind>(*parameter.constant).value.view();
    if (plan.named) return cells[parameter.row * width_ + plan.argument];
    return binds_[plan.bind]->value.view();
}

void RowParameters::append(std::span<const ValueView> cells, std::vector<ValueView>& out) {
    const std::size_t first = out.size();
    const auto& parameters = form_.compiled->parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const compile::Parameter& parameter = parameters[i];
        ValueView value;
        if (parameter.generator) {
            const Row row(*this, parameter.row, cells, std::span(out).subspan(first));
            value = owned_.emplace_back(parameter.generator->make(row)).view();
        } else {
            value = value_of(i, cells);
        }
        if (!accepts(form_.plan.parameters[i].kinds, value.kind())) {
            value = stored(parameter.type, value, parameter.column, owned_);
        }
        out.push_back(value);
    }
}

}  // namespace azoth::detail
