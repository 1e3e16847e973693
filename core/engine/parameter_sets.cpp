// SPDX-License-Identifier: MIT
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/insert_shape.hpp>
#include <azoth/sql/query.hpp>

#include "binder.hpp"
#include "buffered_cursor.hpp"
#include "bulk_insert.hpp"
#include "connection_core.hpp"
#include "inserted_key.hpp"
#include "named_columns.hpp"
#include "observation.hpp"
#include "returning_insert.hpp"

/// One statement with many sets of parameters.
namespace azoth::detail {

namespace {

/// Rows of an INSERT given as Params, for BulkInsert.
struct SetFiller {
    std::span<const Params> sets;
    const std::vector<std::string>* columns;
    std::size_t at = 0;

    static void fill(void* self, RowSink& sink) {
        auto& filler = *static_cast<SetFiller*>(self);
        for (; !sink.full() && filler.at < filler.sets.size(); ++filler.at) {
            const Params& set = filler.sets[filler.at];
            if (set.size() != filler.columns->size()) throw_mixed(filler.at);
            for (std::size_t i = 0; i < filler.columns->size(); ++i) {
                const std::string& name = (*filler.columns)[i];
                // Sets mostly name their columns in the same order.
                const Value* value = set[i].name() == name ? &set[i].value() : set.find(name);
                if (value == nullptr) throw_mixed(filler.at);
                sink.add(value->view());
            }
        }
    }

    [[noreturn]] static void throw_mixed(std::size_t set) {
        throw ArgumentError("mixed_parameter_names",
                            "parameter set " + std::to_string(set + 1) +
                                " does not have the names of the first one");
    }
};

/// The options of one execution of many that share its time-out.
class Remaining {
public:
    explicit Remaining(ExecutionOptions merged)
        : options_(std::move(merged)), limit_(options_.timeout_ms.value_or(0)) {}

    [[nodiscard]] const ExecutionOptions& options() {
        if (options_.timeout_ms.value_or(0) > 0) options_.timeout_ms = limit_.left_ms();
        return options_;
    }

private:
    ExecutionOptions options_;
    const TimeLimit limit_;
};

/// Nobody asks for the key of one of many executions.
sql::NodePtr without_key(sql::NodePtr statement) {
    const auto* insert = sql::as<sql::Insert>(*statement);
    if (insert == nullptr || !insert->fetches_key) return statement;
    auto copy = sql::Ref<sql::Insert>::adopt(new sql::Insert(*insert));
    copy->fetches_key = false;
    copy->seal();
    return copy;
}

}  // namespace

std::int64_t ConnectionCore::insert_rows(const sql::Insert& insert,
                                         const std::vector<std::string>& columns, FillRows fill,
                                         void* filler, const ExecutionOptions& options) {
    const Use use(*this);
    require_usable();
    return BulkInsert(*this, insert, columns, fill, filler,
                      merged(options, options_.execution_options))
        .run();
}

StreamRef ConnectionCore::run_sets(const Statement& statement, std::span<const Params> sets,
                                   const ExecutionOptions& options) {
    if (sets.size() == 1) return run(statement, sets.front(), options);
    const auto* insert = sql::as<sql::Insert>(*statement.node());
    if (insert != nullptr && insert->columns.empty() && !sets.empty()) {
        if (insert->in_parameter_order && insert->returning.empty() &&
            !engine_->ledger().supports(compile::Capability::insert_returning)) {
            return run_for_keys(statement, sets, options);
        }
        if (insert->returning.empty() && !insert->in_parameter_order) {
            return sets.front().empty() ? run_default_rows(statement, sets, options)
                                        : run_insert_sets(statement, sets, options);
        }
        const Use use(*this);
        require_usable();
        return ReturningInsert(*this, *insert, sets, merged(options, options_.execution_options))
            .run();
    }
    return run_each(statement, sets, options);
}

StreamRef ConnectionCore::run_default_rows(const Statement& statement, std::span<const Params> sets,
                                           const ExecutionOptions& options) {
    StreamRef last;
    Remaining remaining(merged(options, options_.execution_options));
    for (const Params& set : sets) {
        if (!set.empty()) SetFiller::throw_mixed(static_cast<std::size_t>(&set - sets.data()));
        last = run(statement, remaining.options());
    }
    last->rowcount = static_cast<std::int64_t>(sets.size());
    return last;
}

StreamRef ConnectionCore::run_for_keys(const Statement& statement, std::span<const Params> sets,
                                       const ExecutionOptions& options) {
    StreamRef last;
    std::unique_ptr<driver::RowBlock> keys;
    Remaining remaining(merged(options, options_.execution_options));
    for (const Params& set : sets) {
        last = run(statement, set, remaining.options());
        const std::vector<Value> key = inserted_key(static_cast<const Execution&>(*last));
        if (!keys) keys = std::make_unique<driver::RowBlock>(std::max<std::size_t>(key.size(), 1));
        for (const Value& part : key) keys->append(part.view());
    }
    static_cast<Execution&>(*last).row_keys = std::move(keys);
    last->rowcount = static_cast<std::int64_t>(sets.size());
    return last;
}

StreamRef ConnectionCore::run_insert_sets(const Statement& statement, std::span<const Params> sets,
                                          const ExecutionOptions& options) {
    const auto& insert = sql::cast<sql::Insert>(*statement.node());
    const std::vector<std::string> columns = names_of(sets.front());
    SetFiller filler{sets, &columns};
    const std::int64_t inserted = insert_rows(insert, columns, &SetFiller::fill, &filler, options);
    const Use use(*this);
    const NodeStatement single(sql::insert_shape(insert, columns));
    bool cached = true;
    return summed(find(single, options, cached), inserted);
}

StreamRef ConnectionCore::summed(CachedStatement& form, std::int64_t rowcount) {
    StreamRef stream = take(form);
    stream->rowcount = rowcount;
    static_cast<Execution&>(*stream).end = Execution::End::exhausted;
    return stream;
}

StreamRef ConnectionCore::run_each(const Statement& statement, std::span<const Params> sets,
                                   const ExecutionOptions& options) {
    const Use use(*this);
    require_usable();
    const sql::NodePtr shaped = without_key(
        sets.empty() ? statement.node() : with_named_columns(statement.node(), sets.front()));
    const NodeStatement actual(shaped);
    bool cached = true;
    CachedStatement& form = find(actual, options, cached);
    if (sets.empty()) return summed(form, 0);

    const std::vector<const sql::Bind*> binds = matcher_.binds();
    StreamRef rows = take(form);
    auto& bound = static_cast<Execution&>(*rows);
    bound.statement = actual.node();
    if (form.compiled->returns_rows || !form.compiled->expansions.empty()) {
        throw InvalidRequestError(
            "many_sets_with_rows",
            "a statement that returns rows, or takes lists, runs with one set of parameters");
    }
    const std::size_t width = form.compiled->parameters.size();
    std::vector<ValueView> cells;
    std::vector<std::vector<Value>> owned;
    cells.reserve(width * sets.size());
    for (const Params& set : sets) {
        require_known_names(form.plan, set);
        bind_parameters(bound, form, {.binds = binds, .params = &set}, bind_style());
        cells.insert(cells.end(), bound.parameters.begin(), bound.parameters.end());
        bound.parameters.clear();
        if (!bound.owned.empty()) owned.push_back(std::exchange(bound.owned, {}));
    }
    const ExecutionOptions how = merged(options, options_.execution_options);
    const TimeLimit limit(how.timeout_ms.value_or(0));
    const std::int64_t affected = run_batch(shaped, form, cells, width, limit, how);
    return summed(form, affected);
}

std::int64_t ConnectionCore::run_batch(const sql::NodePtr& statement, CachedStatement& form,
                                       std::span<const ValueView> cells, std::size_t width,
                                       const TimeLimit& limit, const ExecutionOptions& options) {
    const CancelScope cancel_scope(options.cancel_token, *driver_);
    const std::size_t sets = width == 0 ? 1 : cells.size() / width;
    StreamRef stream = take(form);
    auto& execution = static_cast<Execution&>(*stream);
    execution.hides_parameters = hides_parameters(options);
    const bool is_observed = engine_->observers.active();
    if (is_observed) rewrite(execution, cells, sets, options);
    if (execution.outgoing) {
        cells = execution.outgoing->parameters();
        width = cells.size() / sets;
    }
    execution.bound = cells.first(std::min(width, cells.size()));
    autobegin(limit);
    catch_up();
    const driver::ParameterBatch batch{width, cells};
    if (!is_observed) return send_batch(execution, batch, limit);
    ExecutionEvent event = event_of(execution.sql(), execution.bound, options);
    event.sets = sets;
    event.cached = true;
    const NodeStatement said(statement);
    event.statement = &said;
    return observed(engine_->observers, event, [&] { return send_batch(execution, batch, limit); });
}

std::int64_t ConnectionCore::send_batch(Execution& execution, const driver::ParameterBatch& batch,
                                        const TimeLimit& limit) {
    PreparedStatement* prepared = nullptr;
    std::int64_t affected = -1;
    try {
        prepared = &outgoing_form(execution, limit);
        prepared->in_use = true;
        driver::ExecuteOptions how;
        how.timeout_ms = limit.left_ms();
        affected = prepared->statement->execute_batch(batch, how);
    } catch (...) {
        if (prepared == nullptr) failed(execution, Phase::prepare);
        prepared->in_use = false;
        failed(execution, Phase::execute);
    }
    prepared->in_use = false;
    follow_server();
    return affected;
}

}  // namespace azoth::detail
