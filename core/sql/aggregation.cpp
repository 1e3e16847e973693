// SPDX-License-Identifier: MIT
#include <azoth/sql/aggregation.hpp>

#include <algorithm>
#include <string_view>

#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth::sql {

namespace {

bool is_aggregate(const Function& function) noexcept {
    constexpr std::string_view names[] = {"array_agg", "avg", "count",      "every",
                                          "max",       "min", "string_agg", "sum"};
    return function.arguments.size() <= 2 &&
           std::find(std::begin(names), std::end(names), function.name.view()) != std::end(names);
}

class Finder final : public ChildVisitor {
public:
    void child(const Node& node) override {
        switch (node.kind()) {
            case NodeKind::subquery:
            case NodeKind::exists:
            case NodeKind::select:
            case NodeKind::set_operation: return;
            case NodeKind::over:
                found.has_window = true;
                window_call_ = cast<Over>(node).function.get();
                break;
            case NodeKind::aggregate:
                note(node);
                call_ = cast<Aggregate>(node).function.get();
                break;
            case NodeKind::function:
                if (is_aggregate(cast<Function>(node)) && &node != call_) note(node);
                break;
            default: break;
        }
        node.each_child(*this);
    }

    Aggregation found;

private:
    /// What stands in a window is no aggregate of the query.
    void note(const Node& node) { found.aggregates = found.aggregates || &node != window_call_; }

    const Node* window_call_ = nullptr;
    const Node* call_ = nullptr;
};

}  // namespace

Aggregation aggregation_of(const Node& expression) {
    Finder finder;
    finder.child(expression);
    return finder.found;
}

}  // namespace azoth::sql
