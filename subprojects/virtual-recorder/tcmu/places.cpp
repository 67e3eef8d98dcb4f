// SPDX-License-Identifier: LGPL-2.1-or-later
// The names of an attachment, and back.
#include "places.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace virtual_recorder::attach {

namespace {

constexpr unsigned FirstAdapter = 5652000;

std::string adapterNumber(unsigned number) {
    return std::to_string(FirstAdapter + number);
}

// The first half of the number is the attachment's, the last digit tells the ends of the nexus apart.
std::string naa(unsigned number, unsigned end) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "naa.5001405%06x00%x", 0x565200 + number, end);
    return text.data();
}

}  // namespace

std::optional<Identity> Identity::parse(const std::string &name) {
    Identity identity;
    const char *end = name.data() + name.size();
    if (!name.starts_with("vr") ||
        std::from_chars(name.data() + 2, end, identity.number) != std::from_chars_result{end, {}} ||
        identity.number >= MostAttachments || identity.name() != name) {
        return std::nullopt;
    }
    return identity;
}

std::string Identity::name() const {
    return "vr" + std::to_string(number);
}

std::string Identity::adapter() const {
    return "user_" + adapterNumber(number);
}

std::string Identity::device() const {
    return adapter() + "/" + name();
}

std::string Identity::uioName() const {
    return "tcm-user/" + adapterNumber(number) + "/" + name() + "/virtual-recorder";
}

std::string Identity::targetAddress() const {
    return naa(number, 1);
}

std::string Identity::nexusAddress() const {
    return naa(number, 2);
}

}  // namespace virtual_recorder::attach
