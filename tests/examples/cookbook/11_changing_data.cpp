// SPDX-License-Identifier: MIT
// INSERT, UPDATE, DELETE, and what each tells of itself.
#include <iostream>
#include <vector>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table item{"item", metadata, Column{"id", Integer{}, primary_key},
               Column{"name", String{40}, not_null}, Column{"stock", Integer{}, not_null}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();

    auto added = db.execute(insert(item), {{"name", "bolt"}, {"stock", 10}});
    std::cout << "key " << *added.last_insert_id() << '\n';
    std::vector<Params> more;
    for (const char* name : {"nut", "gear"}) more.push_back({{"name", name}, {"stock", 5}});
    std::cout << db.execute(insert(item), more).rowcount() << " more\n";
    const auto ids = db.execute(
        insert(item).values({{"name", "cog"}, {"stock", 1}}).returning({item["id"], item["name"]}));
    for (auto [id, name] : ids.rows<int, std::string>()) std::cout << id << ' ' << name << '\n';

    const auto sold = update(item).set("stock", item["stock"] - 3).where(item["stock"] >= 5);
    std::cout << db.execute(sold).rowcount() << " sold\n";
    std::cout << db.execute(delete_from(item).where(item["stock"] < 2)).rowcount() << " gone\n";
    for (const Row& row : db.execute(select(item).order_by(item["id"]))) {
        std::cout << row["name"].as<std::string>() << ' ' << row["stock"].as<int>() << '\n';
    }
    db.commit();
}
