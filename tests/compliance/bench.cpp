// SPDX-License-Identifier: MIT
#include <azoth/compliance/bench.hpp>

#include <optional>
#include <utility>

namespace azoth::compliance {

namespace {

/// What a capability is a form of.
std::optional<compile::Capability> whole_of(compile::Capability form) noexcept {
    using enum compile::Capability;
    switch (form) {
        case upsert_key:
        case upsert_where:
        case upsert_constraint:
        case upsert_several: return upsert;
        case recursive_cte:
        case cte_materialized:
        case cte_changes:
        case cte_before_changes:
        case cte_over_table:
        case nested_with:
        case cte_over_cte:
        case cte_search:
        case cte_cycle: return cte;
        case window_groups:
        case window_range_distance:
        case window_exclude:
        case window_distinct: return window_functions;
        case temporary_views:
        case or_replace_view:
        case materialized_views: return views;
        default: return std::nullopt;
    }
}

}  // namespace

Bench::Bench(const Requirements& requirements, Target target)
    : requirements_(&requirements), target_(std::move(target)) {}

Engine& Bench::engine() {
    if (!engine_) engine_ = std::make_unique<Engine>(make_engine(requirements_->engine_options()));
    return *engine_;
}

Engine& Bench::writer() {
    if (target_.writer_url.empty()) return engine();
    if (!writer_) {
        writer_ = std::make_unique<Engine>(
            create_engine(target_.writer_url, requirements_->engine_options()));
        requirements_->prepare(*writer_);
    }
    return *writer_;
}

void Bench::write(const std::function<void(Connection&)>& work) {
    if (writer().supports(compile::Capability::transactions)) {
        writer().begin(work);
    } else {
        Connection db = writer().connect();
        work(db);
    }
}

Engine Bench::make_engine(EngineOptions options) const {
    Engine engine = create_engine(target_.url, std::move(options));
    requirements_->prepare(engine);
    return engine;
}

bool Bench::supports(compile::Capability capability) {
    const std::optional<compile::Capability> whole = whole_of(capability);
    return engine().supports(capability) && (!whole || engine().supports(*whole));
}

Answer Bench::answer(Question question) const {
    Answer answer = requirements_->answer(question);
    if (!answer.yes && answer.reason.empty())
        throw ArgumentError("no_reason", "a requirement is answered with no, but without a reason");
    return answer;
}

void Bench::create(const MetaData& metadata) {
    drop_later(metadata);
    metadata.create_all(writer());
}

void Bench::drop_later(const MetaData& metadata) {
    metadata.drop_all(writer());
    created_.push_back(metadata);
}

void Bench::clean() {
    while (!created_.empty()) {
        const MetaData last = std::move(created_.back());
        created_.pop_back();
        last.drop_all(writer());
    }
}

}  // namespace azoth::compliance
