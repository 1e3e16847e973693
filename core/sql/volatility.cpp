// SPDX-License-Identifier: MIT
#include <azoth/sql/volatility.hpp>

#include <azoth/sql/extension.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth::sql {

namespace {

class VolatilePart final : public ChildVisitor {
public:
    void child(const Node& node) override {
        if (const auto* function = as<Function>(node)) {
            const bool is_volatile = !function->known || function->name == "random";
            if (is_volatile) found = std::string(function->name.view()) + "()";
        }
        if (const Extension* extension = node.extension()) found = extension->extension_name();
        if (found.empty()) node.each_child(*this);
    }
    std::string found;
};

}  // namespace

std::string volatile_part(const Node& expression) {
    VolatilePart finder;
    finder.child(expression);
    return std::move(finder.found);
}

}  // namespace azoth::sql
