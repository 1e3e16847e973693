// SPDX-License-Identifier: MIT
// PostgreSQL's answers; the server is that of AZOTH_TEST_POSTGRESQL_URL, see ci/servers.
#include <azoth/compliance/requirements.hpp>
#include <azoth/types/types.hpp>

namespace azoth::compliance {

namespace {

class PostgresqlRequirements final : public Requirements {
public:
    std::string_view dialect() const override { return "postgresql"; }
    std::vector<Target> targets() const override {
        return {target_from_environment("server", "AZOTH_TEST_POSTGRESQL_URL")};
    }
    std::vector<Badge> claims() const override {
        return {Badge::core_read, Badge::core_write, Badge::transactions, Badge::schema,
                Badge::reflect};
    }
    Answer answer(Question question) const override {
        switch (question) {
            case Question::text_with_nul: return {false, "its text cannot hold U+0000"};
            case Question::json_is_comparable: return {false, "json has no equality there"};
            case Question::text_orders_by_code_point:
                return {false, "the database's collation decides"};
            case Question::decimal_meets_double_exactly:
                return {false, "the server turns the decimal into a double"};
            case Question::nulls_order_first: return {false, "NULLs count as largest"};
            default: return {};
        }
    }
    SqlType reflected(const SqlType& type) const override {
        if (type.kind() == TypeKind::unsigned_big_integer) return Numeric{20, 0};
        if (type.kind() == TypeKind::binary) return LargeBinary{};
        if (type.kind() == TypeKind::enum_) return String{5};  // text with a CHECK
        return type;
    }
    std::string binary_collation() const override { return "C"; }
    std::string enter_schema(std::string_view schema) const override {
        return "SET search_path TO " + std::string(schema);
    }
    std::string end_of_session() const override {
        return "SELECT pg_terminate_backend(pg_backend_pid())";
    }
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    return std::make_unique<PostgresqlRequirements>();
}

}  // namespace azoth::compliance
