// SPDX-License-Identifier: LGPL-2.1-or-later
// libgcrypt's set-up, once per process, before anything is hashed.
#pragma once

namespace burnish {

// False where libgcrypt cannot be used.
[[nodiscard]] bool prepareGcrypt();

}  // namespace burnish
