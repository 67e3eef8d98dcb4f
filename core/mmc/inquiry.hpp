// SPDX-License-Identifier: LGPL-2.1-or-later
// INQUIRY (SPC-4, 6.4): who the device is.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <string>

namespace burnish::mmc {

inline constexpr std::size_t InquiryBytes = 36;
inline constexpr std::uint8_t MultimediaDevice = 5;  // CD, DVD and BD drives

struct Inquiry {
    std::uint8_t deviceType = 0;
    bool connected = false;  // peripheral qualifier 0: there is such a device
    bool removable = false;
    std::string vendor;    // 8 characters, trailing blanks removed
    std::string product;   // 16
    std::string revision;  // 4
};

[[nodiscard]] Result<Inquiry> parseInquiry(ByteView reply);

}  // namespace burnish::mmc
