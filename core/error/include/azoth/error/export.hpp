// SPDX-License-Identifier: MIT
#pragma once

/// Marks what libazoth shows to programs and plugins; everything else is hidden.
#define AZOTH_EXPORT __attribute__((visibility("default")))
