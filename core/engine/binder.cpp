// SPDX-License-Identifier: MIT
#include "binder.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <azoth/compile/literal.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/bind.hpp>

#include "expansion.hpp"

namespace azoth::detail {

namespace {

class Binder {
public:
    Binder(Execution& execution, const CachedStatement& form, const ValueSources& sources,
           const BindStyle& style)
        : execution_(execution), form_(form), sources_(sources), style_(style) {
        find_defaults();
        rounds_ = form_.compiled->expansions.empty() || rounded_lists_fit();
        // Views point into the list, so it must not move while it grows.
        execution_.owned.reserve(most_owned());
    }

    void bind() {
        const auto& plan = form_.plan.parameters;
        execution_.gaps.resize(form_.compiled->expansions.size());
        const bool lists_last =
            style_.dialect.placeholders() == compile::PlaceholderStyle::numbered;
        for (std::size_t i = 0; i < plan.size(); ++i) {
            if (plan[i].is_literal) {
                write_literal(i);
            } else if (!plan[i].expands) {
                execution_.parameters.push_back(plan[i].is_default ? column_default(i)
                                                                   : fitting(i, value_of(i)));
            } else if (!lists_last) {
                expand(i);
            }
        }
        if (!lists_last) return;
        for (std::size_t i = 0; i < plan.size(); ++i) {
            if (plan[i].expands) expand(i);
        }
    }

private:
    /// The row that a default is made for: what stands before it and what the statement gives.
    class Row final : public RowContext {
    public:
        Row(const Binder& binder, std::uint32_t row) : binder_(binder), row_(row) {}
        [[nodiscard]] std::optional<ValueView> find(std::string_view column) const override {
            const auto& parameters = binder_.form_.compiled->parameters;
            for (std::size_t i = 0; i < parameters.size(); ++i) {
                if (parameters[i].column != column || parameters[i].row != row_) continue;
                if (!parameters[i].generator) return binder_.value_of(i);
                const auto& made = binder_.execution_.parameters;
                return i < made.size() ? std::optional(made[i]) : std::nullopt;
            }
            return std::nullopt;
        }

    private:
        const Binder& binder_;
        std::uint32_t row_;
    };

    [[nodiscard]] ValueView column_default(std::size_t index) {
        const compile::Parameter& parameter = form_.compiled->parameters[index];
        if (parameter.constant) return fitting(index, value_of(index));
        Value made = parameter.generator->make(Row(*this, parameter.row));
        if (!accepts(accepted_kinds(parameter.type), made.kind())) {
            made = adapted(parameter.type, made.view(), parameter.column);
        }
        require_room(parameter.type, made.view(), parameter.column);
        return execution_.owned.emplace_back(std::move(made)).view();
    }

    [[nodiscard]] ValueView value_of(std::size_t index) const {
        const ParameterPlan& plan = form_.plan.parameters[index];
        if (plan.is_default) {
            return sql::cast<sql::Bind>(*form_.compiled->parameters[index].constant).value.view();
        }
        if (!plan.named) return sources_.binds[plan.bind]->value.view();
        const std::string& name = form_.plan.names[plan.argument];
        if (sources_.has_arguments) return sources_.arguments[plan.argument];
        const Value* value = sources_.params == nullptr ? nullptr : sources_.params->find(name);
        if (value == nullptr && !defaults_.empty()) value = default_of(plan.argument);
        if (value == nullptr) {
            ErrorDetails details;
            details.column = name;
            details.phase = Phase::bind;
            throw ArgumentError("bind_missing", "the parameter \"" + name + "\" has no value",
                                std::move(details));
        }
        return value->view();
    }

    [[nodiscard]] const Value* default_of(std::size_t argument) const {
        return defaults_[argument] ? &*defaults_[argument] : nullptr;
    }

    /// Values that named binds bring along, one per name: a function is asked once per execution.
    void find_defaults() {
        if (sources_.has_arguments) return;
        std::vector<const sql::Bind*> known(form_.plan.names.size());
        for (const ParameterPlan& plan : form_.plan.parameters) {
            if (!plan.named) continue;
            const std::string& name = form_.plan.names[plan.argument];
            if (sources_.params != nullptr && sources_.params->find(name) != nullptr) continue;
            const sql::Bind& bind = *sources_.binds[plan.bind];
            const sql::Bind*& first = known[plan.argument];
            if (first == nullptr) {
                first = &bind;
            } else if (!first->has_same_value(bind)) {
                throw ArgumentError("bind_conflict", "two binds called \"" + name +
                                                         "\" have different values of their own");
            } else {
                continue;
            }
            if (bind.source() == nullptr) continue;
            defaults_.resize(known.size());
            defaults_[plan.argument] = bind.source()->value();
        }
    }

    void write_literal(std::size_t index) {
        const compile::Parameter& parameter = form_.compiled->parameters[index];
        execution_.gaps[form_.plan.parameters[index].gap].literal =
            style_.dialect.literals().render(value_of(index), parameter.type, style_.ledger);
    }

    [[nodiscard]] ValueView fitting(std::size_t index, const ValueView& value) {
        const ParameterPlan& plan = form_.plan.parameters[index];
        if (accepts(plan.kinds, value.kind()) && !plan.expands) return kept(plan, value);
        const compile::Parameter& parameter = form_.compiled->parameters[index];
        const bool is_of_kind = accepts(accepted_kinds(parameter.type), value.kind());
        const ValueView fit =
            is_of_kind ? kept(plan, value)
                       : execution_.owned
                             .emplace_back(adapted(
                                 parameter.type, value,
                                 parameter.name.empty() ? parameter.column : parameter.name))
                             .view();
        if (!parameter.column.empty()) require_room(parameter.type, fit, parameter.column);
        return fit;
    }

    [[nodiscard]] ValueView kept(const ParameterPlan& plan, const ValueView& value) {
        if (!plan.named || (!sources_.keeps && defaults_.empty())) return value;
        execution_.owned.push_back(Value::copy_of(value));
        return execution_.owned.back().view();
    }

    void expand(std::size_t index) {
        const std::size_t gap = form_.plan.parameters[index].gap;
        const std::size_t first = form_.compiled->expansions[gap].list;
        if (first != gap) {
            execution_.gaps[gap].length = execution_.gaps[first].length;
            return;
        }
        const ValueView list = value_of(index);
        if (list.kind() != ValueKind::array) {
            const std::string& name = form_.compiled->parameters[index].name;
            throw ArgumentError("bind_type",
                                "the parameter \"" + name + "\" stands for a list of values");
        }
        const std::span<const Value> values = list.array();
        require_no_null(values);
        const std::size_t length = list_length(values.size());
        execution_.gaps[gap].length = length;
        if (!form_.compiled->parameters[index].tuple_types.empty()) {
            for (std::size_t i = 0; i < length; ++i) {
                push_tuple(index, values[std::min(i, values.size() - 1)]);
            }
            return;
        }
        for (const Value& value : values) {
            execution_.parameters.push_back(fitting(index, value.view()));
        }
        for (std::size_t i = values.size(); i < length; ++i) {
            execution_.parameters.push_back(execution_.parameters.back());
        }
    }

    static void require_no_null(std::span<const Value> values) {
        const auto is_null = [](const Value& value) { return value.is_null(); };
        if (!std::any_of(values.begin(), values.end(), is_null)) return;
        throw ArgumentError("null_in_list",
                            "a list for in() must not contain NULL: it equals nothing");
    }

    void push_tuple(std::size_t index, const Value& tuple) {
        const auto& types = form_.compiled->parameters[index].tuple_types;
        const bool is_tuple = tuple.view().kind() == ValueKind::array;
        const std::span<const Value> items =
            is_tuple ? tuple.view().array() : std::span<const Value>(&tuple, 1);
        if (items.size() != types.size()) {
            throw ArgumentError("tuple_width", "a tuple of " + std::to_string(types.size()) +
                                                   " is compared with one of " +
                                                   std::to_string(items.size()));
        }
        require_no_null(items);
        for (std::size_t i = 0; i < types.size(); ++i) {
            const ValueView value = items[i].view();
            if (accepts(accepted_kinds(types[i]), value.kind())) {
                execution_.parameters.push_back(value);
                continue;
            }
            execution_.owned.push_back(adapted(types[i], value, {}));
            execution_.parameters.push_back(execution_.owned.back().view());
        }
    }

    [[nodiscard]] std::size_t most_owned() const {
        std::size_t count = form_.plan.parameters.size();
        for (std::size_t i = 0; i < form_.plan.parameters.size(); ++i) {
            if (!form_.plan.parameters[i].expands) continue;
            const ValueView list = value_of(i);
            if (list.kind() != ValueKind::array) continue;
            const std::size_t width = form_.compiled->parameters[i].tuple_types.size();
            const std::size_t length = list.array().size();
            count += width == 0 ? length : list_length(length) * width;
        }
        return count;
    }

    [[nodiscard]] std::size_t list_length(std::size_t count) const noexcept {
        return rounds_ ? rounded_list_length(count) : count;
    }
    /// What is rounded up must not be more than the database takes.
    [[nodiscard]] bool rounded_lists_fit() const {
        const std::size_t most = style_.dialect.max_parameters();
        std::size_t count = 0;
        for (std::size_t i = 0; most != 0 && i < form_.plan.parameters.size(); ++i) {
            if (!form_.plan.parameters[i].expands) {
                ++count;
                continue;
            }
            const ValueView list = value_of(i);
            if (list.kind() != ValueKind::array) continue;
            const std::size_t width = form_.compiled->parameters[i].tuple_types.size();
            count += rounded_list_length(list.array().size()) * std::max<std::size_t>(width, 1);
        }
        return count <= most;
    }

    Execution& execution_;
    const CachedStatement& form_;
    const ValueSources& sources_;
    const BindStyle& style_;
    std::vector<std::optional<Value>> defaults_;  ///< by argument; empty where there are none
    bool rounds_ = true;                          ///< long lists are rounded up
};

}  // namespace

void bind_parameters(Execution& execution, const CachedStatement& form, const ValueSources& sources,
                     const BindStyle& style) {
    Binder(execution, form, sources, style).bind();
}

void require_known_names(const BindPlan& plan, const Params& params) {
    for (const Param& param : params) {
        if (std::find(plan.names.begin(), plan.names.end(), param.name()) != plan.names.end()) {
            continue;
        }
        ErrorDetails details;
        details.column = param.name();
        details.phase = Phase::bind;
        details.hint = did_you_mean(param.name(), {plan.names.begin(), plan.names.end()});
        throw ArgumentError("bind_unknown",
                            "the statement has no parameter \"" + param.name() + "\"",
                            std::move(details));
    }
}

}  // namespace azoth::detail
