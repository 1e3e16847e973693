// SPDX-License-Identifier: MIT
#include "statement_cache.hpp"

#include <algorithm>
#include <utility>

#include <azoth/compile/compiled_cache.hpp>
#include <azoth/compile/render_override.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/source.hpp>
#include <azoth/sql/translated.hpp>

namespace azoth::detail {

namespace {

constexpr std::size_t first_slots = 32;

bool is_query(const sql::Node& statement) noexcept {
    return statement.kind() == sql::NodeKind::select ||
           statement.kind() == sql::NodeKind::set_operation ||
           statement.kind() == sql::NodeKind::values;
}

/// Finds INSERT, UPDATE or DELETE inside WITH.
class ChangingCteFinder final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        const auto* cte = sql::as<sql::CteSource>(node);
        found = found || (cte != nullptr && !is_query(*cte->inner) &&
                          cte->inner->kind() != sql::NodeKind::text_statement);
        if (node.has_binds()) node.each_child(*this);  // a CTE always says that it has some
    }
    bool found = false;
};

bool changes_and_returns(const compile::Compiled& compiled) {
    const sql::Node& statement = sql::untranslated(*compiled.statement);
    if (const auto* text = sql::as<sql::TextStatement>(statement)) return changes_data(text->sql);
    if (!is_query(statement)) return true;
    ChangingCteFinder finder;
    finder.child(statement);
    return finder.found;
}

Aftermath aftermath_of_statement(const compile::Compiled& compiled) {
    const sql::Node& statement = sql::untranslated(*compiled.statement);
    switch (statement.kind()) {
        case sql::NodeKind::select:
        case sql::NodeKind::insert:
        case sql::NodeKind::update:
        case sql::NodeKind::delete_from: return Aftermath::none;
        default: return aftermath_of(compiled.sql);
    }
}

using PreparedForms = std::vector<std::unique_ptr<PreparedStatement>>;

void forget_outdated(PreparedForms& forms, std::uint64_t epoch) {
    std::erase_if(forms, [&](const auto& form) { return !form->in_use && form->epoch != epoch; });
}

/// Adds a form; the oldest idle one goes when there are too many.
PreparedStatement& keep(PreparedForms& forms, PreparedStatement added) {
    constexpr std::size_t most_forms = 8;
    if (forms.size() >= most_forms) {
        const auto idle = std::find_if(forms.begin(), forms.end(),
                                       [](const auto& form) { return !form->in_use; });
        if (idle != forms.end()) forms.erase(idle);
    }
    return *forms.emplace_back(std::make_unique<PreparedStatement>(std::move(added)));
}

bool has_decorator(const compile::Compiled& compiled) {
    return std::any_of(compiled.columns.begin(), compiled.columns.end(),
                       [](const auto& column) { return column.type.decorator() != nullptr; });
}

}  // namespace

CachedStatement::CachedStatement(std::shared_ptr<const compile::Compiled> form)
    : compiled(std::move(form)),
      plan(*compiled),
      returns_rows(compiled->returns_rows),
      is_text(compiled->statement->kind() == sql::NodeKind::text_statement ||
              compiled->statement->kind() == sql::NodeKind::call ||
              compiled->statement->kind() >= sql::NodeKind::extension),
      reads_ahead(changes_and_returns(*compiled)),
      aftermath(aftermath_of_statement(*compiled)),
      is_decorated(has_decorator(*compiled)) {}

const std::shared_ptr<const ResultShape>& CachedStatement::shape(driver::Cursor* cursor) {
    // Raw text may select other columns tomorrow (SELECT * after ALTER TABLE), so it is asked anew.
    if (compiled->columns.empty() && cursor != nullptr) {
        shape_ = std::make_shared<const ResultShape>(compiled, cursor->columns());
    } else if (!shape_) {
        shape_ = std::make_shared<const ResultShape>(
            compiled,
            cursor == nullptr ? std::span<const driver::ColumnInfo>{} : cursor->columns());
    }
    return shape_;
}

PreparedStatement* CachedStatement::search_idle(const Gaps& gaps, std::uint64_t epoch) {
    forget_outdated(prepared_, epoch);
    for (const auto& prepared : prepared_) {
        if (!prepared->in_use && prepared->gaps == gaps) return prepared.get();
    }
    return nullptr;
}

PreparedStatement& CachedStatement::add(PreparedStatement added) {
    return keep(prepared_, std::move(added));
}

PreparedStatement* CachedStatement::find_rewritten(std::string_view sql, std::uint64_t epoch) {
    forget_outdated(rewritten_, epoch);
    for (const auto& prepared : rewritten_) {
        if (!prepared->in_use && prepared->sql == sql) return prepared.get();
    }
    return nullptr;
}

PreparedStatement& CachedStatement::add_rewritten(PreparedStatement added) {
    return keep(rewritten_, std::move(added));
}

void CachedStatement::drop(PreparedStatement& prepared) noexcept {
    const auto is_meant = [&](const auto& form) { return form.get() == &prepared; };
    std::erase_if(prepared_, is_meant);
    std::erase_if(rewritten_, is_meant);
}

[[gnu::hot]] CachedStatement* StatementCache::find(const sql::Node& statement,
                                                   sql::Matcher& matcher) {
    if (slots_.empty()) return nullptr;
    const std::size_t mask = slots_.size() - 1;
    const std::uint64_t hash = statement.key_hash();
    const std::uint64_t rendering = compile::render_state_number();
    for (std::size_t at = hash & mask; slots_[at].statement; at = (at + 1) & mask) {
        CachedStatement& candidate = *slots_[at].statement;
        if (slots_[at].hash != hash || candidate.compiled->render_state != rendering ||
            !compile::serves(*candidate.compiled, statement, matcher)) {
            continue;
        }
        candidate.last_used = ++clock_;
        return &candidate;
    }
    return nullptr;
}

CachedStatement& StatementCache::insert(std::shared_ptr<const compile::Compiled> compiled) {
    if (count_ >= capacity_) evict();
    if (2 * (count_ + 1) > slots_.size()) grow();
    auto added = std::make_unique<CachedStatement>(std::move(compiled));
    CachedStatement& statement = *added;
    statement.last_used = ++clock_;
    place({statement.compiled->statement->key_hash(), std::move(added)});
    ++count_;
    return statement;
}

void StatementCache::place(Slot slot) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = slot.hash & mask;
    while (slots_[at].statement) at = (at + 1) & mask;
    slots_[at] = std::move(slot);
}

void StatementCache::grow() {
    std::vector<Slot> old = std::exchange(slots_, {});
    slots_.resize(std::max(first_slots, old.size() * 2));
    for (Slot& slot : old) {
        if (slot.statement) place(std::move(slot));
    }
}

void StatementCache::evict() {
    // An eighth at once: removing from open addressing means placing all anew.
    std::vector<std::uint64_t> ages;
    for (const Slot& slot : slots_) {
        if (slot.statement && slot.statement->users == 0) ages.push_back(slot.statement->last_used);
    }
    if (ages.empty()) return;
    const std::size_t victims = std::min(ages.size(), capacity_ / 8 + 1);
    const auto last = ages.begin() + static_cast<std::ptrdiff_t>(victims - 1);
    std::nth_element(ages.begin(), last, ages.end());
    const std::uint64_t oldest_kept = *last;
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size()));
    count_ = 0;
    for (Slot& slot : old) {
        if (!slot.statement) continue;
        if (slot.statement->users == 0 && slot.statement->last_used <= oldest_kept) continue;
        place(std::move(slot));
        ++count_;
    }
}

bool StatementCache::in_use() const noexcept {
    return std::any_of(slots_.begin(), slots_.end(), [](const Slot& slot) {
        return slot.statement && slot.statement->users != 0;
    });
}

void StatementCache::clear() noexcept {
    for (Slot& slot : slots_) {
        if (slot.statement && slot.statement->users == 0) slot.statement->last_used = 0;
    }
    std::vector<Slot> kept;
    for (Slot& slot : slots_) {
        if (slot.statement && slot.statement->users != 0) kept.push_back(std::exchange(slot, {}));
        slot.statement.reset();
    }
    count_ = kept.size();
    for (Slot& slot : kept) place(std::move(slot));
}

}  // namespace azoth::detail
