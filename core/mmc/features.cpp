// SPDX-License-Identifier: LGPL-2.1-or-later
// The feature descriptors of GET CONFIGURATION.
#include "mmc/features.hpp"

#include "mmc/invalid_reply.hpp"

#include <algorithm>

namespace burnish::mmc {

namespace {

constexpr std::size_t DescriptorHeader = 4;

}  // namespace

std::vector<std::uint8_t> Feature::descriptor() const {
    std::vector<std::uint8_t> bytes(DescriptorHeader);
    storeU16(bytes.data(), code);
    bytes[2] = static_cast<std::uint8_t>(version << 2 | (persistent ? 2 : 0) | (current ? 1 : 0));
    bytes[3] = static_cast<std::uint8_t>(data.size());
    bytes.insert(bytes.end(), data.begin(), data.end());
    return bytes;
}

const Feature *Features::find(std::uint16_t code) const {
    const auto found = std::find_if(list.begin(), list.end(), [code](const auto &entry) { return entry.code == code; });
    return found == list.end() ? nullptr : &*found;
}

bool Features::isCurrent(std::uint16_t code) const {
    const Feature *found = find(code);
    return found != nullptr && found->current;
}

std::vector<Profile> Features::profiles() const {
    std::vector<Profile> profiles;
    if (const Feature *entry = find(feature::ProfileList)) {
        const ByteView view(entry->data);
        for (std::size_t offset = 0; view.has(offset, 4); offset += 4) {
            profiles.push_back({view.u16(offset), view.bit(offset + 2, 0)});
        }
    }
    return profiles;
}

// Takes the descriptors that arrived whole; a list cut off at the allocation length is no error.
Result<Features> parseFeatures(ByteView reply) {
    if (!reply.has(0, FeatureHeaderBytes)) {
        return shortReply("GET CONFIGURATION", reply.size(), FeatureHeaderBytes);
    }
    const std::size_t announced = reply.u32(0);
    if (announced < FeatureHeaderBytes - 4) {
        return invalidReply("GET CONFIGURATION", "the data length is " + std::to_string(announced));
    }
    const ByteView data = reply.sub(0, announced + 4);
    Features features;
    features.currentProfile = data.u16(6);
    std::size_t offset = FeatureHeaderBytes;
    while (data.has(offset, DescriptorHeader)) {
        const std::size_t length = data.u8(offset + 3);
        if (!data.has(offset + DescriptorHeader, length)) {
            break;
        }
        Feature entry;
        entry.code = data.u16(offset);
        entry.version = data.u8(offset + 2) >> 2 & 0x0F;
        entry.persistent = data.bit(offset + 2, 1);
        entry.current = data.bit(offset + 2, 0);
        const auto payload = data.sub(offset + DescriptorHeader, length).bytes();
        entry.data.assign(payload.begin(), payload.end());
        features.list.push_back(std::move(entry));
        offset += DescriptorHeader + length;
    }
    return features;
}

}  // namespace burnish::mmc
