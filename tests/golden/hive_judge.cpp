// SPDX-License-Identifier: MIT
#include "hive_judge.hpp"

#include <stdexcept>

#include "golden.hpp"
#include "targets.hpp"

namespace golden {

namespace {

constexpr const char* databases[] = {"azoth_golden", "log"};

void expect(const std::string& problem) {
    if (!problem.empty()) throw std::runtime_error(problem);
}

SQLSMALLINT sql_type(std::string_view type) {
    if (type.ends_with("Integer")) {
        return type == "Integer" || type == "SmallInteger" ? SQL_INTEGER
               : type.starts_with("Unsigned")              ? SQL_DECIMAL
                                                           : SQL_BIGINT;
    }
    if (type == "Numeric") return SQL_DECIMAL;
    if (type == "Double" || type == "Float") return SQL_DOUBLE;
    if (type == "Boolean") return SQL_BIT;
    if (type == "DateTime") return SQL_TYPE_TIMESTAMP;
    if (type == "DateType") return SQL_TYPE_DATE;
    if (type == "LargeBinary") return SQL_VARBINARY;
    return SQL_VARCHAR;
}

}  // namespace

HiveJudge::HiveJudge(const std::string& port) : client_(AZOTH_TEST_HIVE_DRIVER, port) {
    make_schema();
}

HiveJudge::~HiveJudge() {
    for (const char* name : databases) {
        static_cast<void>(run(std::string("DROP DATABASE IF EXISTS ") + name + " CASCADE"));
    }
}

std::string HiveJudge::judge(const std::string& text) {
    const bool is_select = text.find(" AS SELECT ") != std::string::npos;
    const bool is_ddl =
        (text.starts_with("CREATE TABLE ") && !is_select) || text.starts_with("DROP TABLE ");
    return is_ddl ? run_ddl(text) : run("EXPLAIN " + sql_of(text), values_of(text));
}

std::string HiveJudge::judge_with(std::string_view table, std::string_view definition,
                                  const std::string& text) {
    const std::string drop = "DROP TABLE IF EXISTS " + std::string(table);
    expect(run(drop));
    expect(run("CREATE TABLE " + std::string(table) + " " + std::string(definition) +
               " STORED AS ORC TBLPROPERTIES ('transactional'='true')"));
    std::string problem = judge(text);
    expect(run(drop));
    make_tables();
    return problem;
}

std::string HiveJudge::run(std::string sql, std::vector<GivenValue> values) {
    SQLHANDLE statement = nullptr;
    SQLAllocHandle(SQL_HANDLE_STMT, client_.connection(), &statement);
    std::vector<SQLLEN> lengths(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        GivenValue& value = values[i];
        // As drivers bind a truth that is given for a number.
        if (value.text == "true" && value.type.ends_with("Integer")) value.text = "1";
        lengths[i] = value.is_null ? SQL_NULL_DATA : static_cast<SQLLEN>(value.text.size());
        SQLBindParameter(statement, static_cast<SQLUSMALLINT>(i + 1), SQL_PARAM_INPUT, SQL_C_CHAR,
                         sql_type(value.type), 0, 0, value.text.data(),
                         static_cast<SQLLEN>(value.text.size()), &lengths[i]);
    }
    const SQLRETURN code =
        SQLExecDirect(statement, reinterpret_cast<SQLCHAR*>(sql.data()), SQL_NTS);
    std::string problem;
    if (!SQL_SUCCEEDED(code) && code != SQL_NO_DATA) {
        problem = azoth::test::HiveClient::diagnostic(SQL_HANDLE_STMT, statement);
    }
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    return problem;
}

void HiveJudge::make_schema() {
    for (const char* name : databases) {
        expect(run(std::string("DROP DATABASE IF EXISTS ") + name + " CASCADE"));
        expect(run(std::string("CREATE DATABASE ") + name));
        expect(run(std::string("CREATE TABLE ") + name +
                   ".target (id INT, PRIMARY KEY (id) DISABLE NOVALIDATE)"));
    }
    expect(run("USE azoth_golden"));
    make_tables();
}

/// Those that are missing. The golden schema has indexes and actions, which Hive has not.
void HiveJudge::make_tables() {
    const Target target = make_target("hive");
    const auto compiler = target.dialect->make_ddl_compiler(target.dialect->context(target.ledger));
    for (const Table& table : schema().metadata.sorted_tables()) {
        TableData data = table.data();
        data.indexes.clear();
        for (ForeignKeyData& key : data.foreign_keys) {
            key.on_delete = ReferentialAction::unspecified;
        }
        for (const std::string& sql : compiler->create_table(data, true)) expect(run(sql));
    }
}

std::string HiveJudge::run_ddl(const std::string& text) {
    std::string problem;
    std::string name;
    if (text.starts_with("CREATE TABLE ") && !text.starts_with("CREATE TABLE IF ")) {
        name = text.substr(13, text.find(" (") - 13);
        problem += run("DROP TABLE IF EXISTS " + name);
    }
    problem += run(text);
    if (name == "t" || name == "log.t") problem += run("DROP TABLE IF EXISTS " + name);
    if (text.starts_with("DROP ")) make_tables();
    return problem;
}

}  // namespace golden
