// SPDX-License-Identifier: MIT
// SqlType::validated(): the labels of an enum, checked before anything is sent.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/value/conversion_error.hpp>

namespace azoth {

namespace {

class LabelCheck final : public TypeDecorator {
public:
    explicit LabelCheck(std::vector<std::string> labels) : labels_(std::move(labels)) {}

    [[nodiscard]] std::string_view name() const noexcept override { return "LabelCheck"; }
    [[nodiscard]] Value to_database(const ValueView& value) const override {
        if (value.kind() == ValueKind::text &&
            std::ranges::find(labels_, value.chars()) == labels_.end()) {
            refuse(value.chars());
        }
        return Value::copy_of(value);
    }

private:
    [[noreturn]] void refuse(std::string_view text) const {
        ErrorDetails details;
        details.hint = did_you_mean(text, {labels_.begin(), labels_.end()});
        // Not the text itself: it may be anybody's.
        std::string message = "the text is not among the labels of the enum:";
        for (const std::string& label : labels_) message += " '" + label + "'";
        throw ConversionError("unknown_enum_label", message, std::move(details));
    }

    std::vector<std::string> labels_;
};

}  // namespace

SqlType SqlType::validated() const {
    if (kind_ != TypeKind::enum_)
        throw ArgumentError("bad_type_argument", "only an enum type has labels to check");
    return with_decorator(
        std::make_shared<LabelCheck>(std::vector<std::string>(labels().begin(), labels().end())));
}

}  // namespace azoth
