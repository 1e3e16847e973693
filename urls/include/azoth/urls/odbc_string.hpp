// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/error/export.hpp>
#include <azoth/urls/connect_args.hpp>
#include <azoth/urls/secret.hpp>
#include <azoth/urls/url.hpp>

namespace azoth {

/// The keywords most ODBC drivers use.
inline constexpr ConnectArgNames odbc_names{
    .host = "SERVER", .port = "PORT", .user = "UID", .password = "PWD", .database = "DATABASE"};

/// A URL as a connection string for an ODBC driver manager, in one of three forms:
///
/// - `?odbc_connect=…`: the value, whole and unchanged;
/// - `?driver=Name`: `DRIVER={Name};SERVER=…;PORT=…;…`, without a data source;
/// - else the host is a data source: `DSN=…;UID=…`, and may have neither port nor company.
///
/// Every other pair of the query follows as an attribute. Values that hold more than plain
/// characters are enclosed in braces, so that none can end its attribute and begin another.
///
/// Throws `UrlError`: `bad_driver_name` and `driver_path_not_allowed` for a driver that is not the
/// plain name of an installed one; `bad_option_name` for a key that is no keyword;
/// `option_forbidden_in_url` for keywords that make the driver manager read or write files, and for
/// those that the parts of the URL stand for; `url_duplicate_param` for one given twice;
/// `value_not_representable_for_driver` for a data source that a manager would read otherwise; and
/// what `Url::endpoints()` throws.
[[nodiscard]] AZOTH_EXPORT Secret make_odbc_string(const Url& url,
                                                   const ConnectArgNames& names = odbc_names);

}  // namespace azoth
