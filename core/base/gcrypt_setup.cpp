// SPDX-License-Identifier: LGPL-2.1-or-later
// libgcrypt wants to be told once per process that its set-up is over; the host program may have done so already.
#include "base/gcrypt_setup.hpp"

#include <gcrypt.h>

#include <mutex>

namespace burnish {

bool prepareGcrypt() {
    static std::once_flag once;
    static bool usable = false;
    std::call_once(once, [] {
        usable = gcry_check_version(nullptr) != nullptr;
        if (usable && gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P) == 0) {
            gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
            gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
        }
    });
    return usable;
}

}  // namespace burnish
