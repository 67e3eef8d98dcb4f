// SPDX-License-Identifier: LGPL-2.1-or-later
// checkClientName: see recorder/client_name.cpp for the rule itself.
#include "formats/client_name.hpp"

#include "recorder/recorder.hpp"

namespace burnish {

Result<void> checkClientName(const std::string &name, Status refusal) {
    if (isValidClientName(name)) {
        return {};
    }
    return Error(refusal, name.empty()
                              ? "No client name is set; other programs see it as the owner of the drive."
                              : "The client name \"" + name +
                                    "\" is not valid: 1 to 63 ASCII letters, digits, blanks and . , - _ ( ) ' & ! + = "
                                    "@ # $ %.");
}

}  // namespace burnish
