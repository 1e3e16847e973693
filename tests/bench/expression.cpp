// SPDX-License-Identifier: MIT
// Building, finding and rendering a statement: 5 columns, 2 joins with an explicit ON, 5
// conditions, grouped, ordered, limited; columns held in variables.
#include <cstdlib>
#include <memory>
#include <string>

#include <azoth/azoth.hpp>
#include <azoth/compile/compiled.hpp>
#include <azoth/compile/compiled_cache.hpp>
#include <azoth/dialect/dialect.hpp>

#include "harness.hpp"

namespace azoth_bench {

namespace {

using namespace azoth;

/// The limit: the same text put together by hand.
std::string by_hand(int milliseconds) {
    std::string sql;
    sql.reserve(512);
    sql += "SELECT artist.name, album.title, track.name, count(track.track_id) AS n, ";
    sql += "max(track.milliseconds) AS longest FROM artist ";
    sql += "JOIN album ON album.artist_id = artist.artist_id ";
    sql += "JOIN track ON track.album_id = album.album_id WHERE artist.name = ";
    sql += "'Queen'";
    sql += " AND track.milliseconds > ";
    sql += std::to_string(milliseconds);
    sql += " AND track.price < ";
    sql += "2.5";
    sql += " AND album.title <> ";
    sql += "'x'";
    sql += " AND track.track_id >= ";
    sql += "7";
    sql += " GROUP BY artist.name, album.title, track.name ORDER BY n DESC LIMIT ";
    sql += "10";
    return sql;
}

class Model {
public:
    Model()
        : dialect_(load_dialect("sqlite")),
          ledger_(dialect_->ledger(dialect_->assumed_facts())),
          artist_("artist", metadata_, Column{"artist_id", Integer{}, primary_key},
                  Column{"name", String{120}, not_null}),
          album_("album", metadata_, Column{"album_id", Integer{}, primary_key},
                 Column{"title", String{160}, not_null},
                 Column{"artist_id", ForeignKey{"artist.artist_id"}}),
          track_("track", metadata_, Column{"track_id", Integer{}, primary_key},
                 Column{"name", String{200}}, Column{"album_id", ForeignKey{"album.album_id"}},
                 Column{"milliseconds", Integer{}}, Column{"price", Double{}}) {
        compile::Compiled compiled = render(build(1));
        cache_.insert(std::make_shared<compile::Compiled>(std::move(compiled)));
    }

    [[nodiscard]] Select build(int milliseconds) const {
        return select(artist_name_, title_, track_name_, func::count(track_id_).label("n"),
                      func::max(length_).label("longest"))
            .join(album_, album_artist_ == artist_id_)
            .join(track_, track_album_ == album_id_)
            .where((artist_name_ == "Queen") && (length_ > milliseconds) && (price_ < 2.5) &&
                   (title_ != "x") && (track_id_ >= 7))
            .group_by(artist_name_, title_, track_name_)
            .order_by(desc("n"))
            .limit(10);
    }

    [[nodiscard]] compile::Compiled render(const Select& query) const {
        return compile_statement(query, *dialect_, ledger_);
    }

    void find(const Select& query) {
        if (!cache_.find(*query.node(), matcher_)) std::abort();
    }

private:
    std::shared_ptr<const Dialect> dialect_;
    compile::Ledger ledger_;
    MetaData metadata_;
    Table artist_;
    Table album_;
    Table track_;
    Expr artist_id_ = artist_["artist_id"];
    Expr artist_name_ = artist_["name"];
    Expr album_id_ = album_["album_id"];
    Expr album_artist_ = album_["artist_id"];
    Expr title_ = album_["title"];
    Expr track_id_ = track_["track_id"];
    Expr track_name_ = track_["name"];
    Expr track_album_ = track_["album_id"];
    Expr length_ = track_["milliseconds"];
    Expr price_ = track_["price"];
    compile::CompiledCache cache_{100};
    sql::Matcher matcher_;
};

}  // namespace

std::vector<Scenario> expression_scenarios(const Sizes& sizes) {
    const auto model = std::make_shared<Model>();
    const int count = static_cast<int>(sizes.expressions);
    const auto raw = [=] {
        for (int i = 0; i < count; ++i) keep(by_hand(i));
    };
    return {
        {"P11_build",
         "expression",
         400,
         true,
         sizes.expressions,
         {{"raw", raw},
          {"azoth",
           [=] {
               for (int i = 0; i < count; ++i) keep(model->build(i));
           }}}},
        {"P11_hit",
         "expression",
         550,
         true,
         sizes.expressions,
         {{"raw", raw},
          {"azoth",
           [=] {
               for (int i = 0; i < count; ++i) model->find(model->build(i));
           }}}},
        {"P11_render",
         "expression",
         2000,
         true,
         sizes.expressions,
         {{"raw", raw},
          {"azoth",
           [=] {
               for (int i = 0; i < count; ++i) keep(model->render(model->build(i)));
           }}}},
    };
}

}  // namespace azoth_bench
