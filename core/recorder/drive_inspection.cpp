// SPDX-License-Identifier: LGPL-2.1-or-later
// Asking a drive. Where a reply's length is not known, its header is asked for first and then exactly the whole: old
// USB bridges do not survive a request for more than there is.
#include "mmc/commands.hpp"
#include "recorder/drive.hpp"

#include "mmc/invalid_reply.hpp"

#include <algorithm>

namespace burnish {

namespace {

constexpr std::size_t LargestAllocation = 0xFFFF;

std::uint16_t allocation(std::size_t bytes) {
    return static_cast<std::uint16_t>(std::min(bytes, LargestAllocation));
}

Error namedReply(Error error, const mmc::Command &command) {
    const auto cdb = command.bytes();
    error.cdb.assign(cdb.begin(), cdb.end());
    return error;
}

}  // namespace

// What arrived, no more than was asked for.
Result<std::vector<std::uint8_t>> Drive::fetch(const mmc::Command &command) {
    std::vector<std::uint8_t> reply(command.dataLength);
    TRY_ASSIGN(const std::size_t arrived, ask(command, reply));
    reply.resize(std::min(arrived, reply.size()));
    return reply;
}

Result<mmc::Inquiry> Drive::inquiry() {
    TRY_ASSIGN(const auto reply, fetch(mmc::inquiry(mmc::InquiryBytes)));
    return mmc::parseInquiry(ByteView(reply));
}

Result<mmc::Features> Drive::features() {
    const auto header = mmc::getConfiguration(mmc::FeatureRequest::All, 0, mmc::FeatureHeaderBytes);
    TRY_ASSIGN(const auto probe, fetch(header));
    TRY(mmc::parseFeatures(ByteView(probe)));
    const std::size_t whole = std::min(std::size_t{ByteView(probe).u32(0)} + 4, mmc::LargestFeatureReply);
    TRY_ASSIGN(const auto reply, fetch(mmc::getConfiguration(mmc::FeatureRequest::All, 0, allocation(whole))));
    if (reply.size() < whole) {
        return namedReply(mmc::shortReply(header.name, reply.size(), whole), header);
    }
    return mmc::parseFeatures(ByteView(reply));
}

Result<mmc::DiscInformation> Drive::discInformation() {
    TRY_ASSIGN(const auto reply, fetch(mmc::readDiscInformation(mmc::DiscInformationBytes)));
    return mmc::parseDiscInformation(ByteView(reply));
}

// A reply about another track than the one asked for is none.
Result<mmc::TrackInformation> Drive::trackInformation(mmc::TrackAddress type, std::uint32_t number) {
    const auto command = mmc::readTrackInformation(type, number, mmc::TrackInformationBytes);
    TRY_ASSIGN(const auto reply, fetch(command));
    TRY_ASSIGN(const auto track, mmc::parseTrackInformation(ByteView(reply)));
    if (type == mmc::TrackAddress::Track && number != 0 && number < mmc::InvisibleTrack && track.track != number) {
        return namedReply(mmc::invalidReply(command.name, "track " + std::to_string(track.track) + " instead of " +
                                                              std::to_string(number)),
                          command);
    }
    return track;
}

Result<std::vector<std::uint8_t>> Drive::tableOfContents(std::uint8_t format) {
    const std::uint8_t first = format == mmc::toc_format::Full ? 1 : 0;
    TRY_ASSIGN(const auto probe, fetch(mmc::readTocPmaAtip(format, false, first, mmc::TocHeaderBytes)));
    if (probe.size() < mmc::TocHeaderBytes) {
        return mmc::shortReply("READ TOC/PMA/ATIP", probe.size(), mmc::TocHeaderBytes);
    }
    const std::size_t whole = std::max(std::size_t{ByteView(probe).u16(0)} + 2, mmc::TocHeaderBytes);
    return fetch(mmc::readTocPmaAtip(format, false, first, allocation(whole)));
}

Result<mmc::Toc> Drive::toc() {
    TRY_ASSIGN(const auto reply, tableOfContents(mmc::toc_format::Toc));
    return mmc::parseToc(ByteView(reply));
}

Result<mmc::FullToc> Drive::fullToc() {
    TRY_ASSIGN(const auto reply, tableOfContents(mmc::toc_format::Full));
    return mmc::parseFullToc(ByteView(reply));
}

Result<mmc::Atip> Drive::atip() {
    TRY_ASSIGN(const auto reply, tableOfContents(mmc::toc_format::Atip));
    return mmc::parseAtip(ByteView(reply));
}

// Some drives end the packs with a zero byte.
Result<std::vector<std::uint8_t>> Drive::cdText() {
    constexpr std::size_t PackBytes = 18;
    TRY_ASSIGN(auto reply, tableOfContents(mmc::toc_format::CdText));
    if (reply.size() < mmc::TocHeaderBytes) {
        return mmc::shortReply("READ TOC/PMA/ATIP", reply.size(), mmc::TocHeaderBytes);
    }
    const std::size_t announced = std::min(reply.size(), std::size_t{ByteView(reply).u16(0)} + 2);
    const std::size_t packs = (std::max(announced, mmc::TocHeaderBytes) - mmc::TocHeaderBytes) / PackBytes;
    const auto begin = reply.begin() + static_cast<std::ptrdiff_t>(mmc::TocHeaderBytes);
    return std::vector<std::uint8_t>(begin, begin + static_cast<std::ptrdiff_t>(packs * PackBytes));
}

Result<std::vector<std::uint8_t>> Drive::modeReply(std::uint8_t page, mmc::ModePageControl control) {
    TRY_ASSIGN(const auto probe, fetch(mmc::modeSense10(control, page, mmc::ModeHeaderBytes)));
    TRY_ASSIGN(const std::size_t whole, mmc::modeReplyBytes(ByteView(probe)));
    const auto command = mmc::modeSense10(control, page, allocation(whole));
    TRY_ASSIGN(auto reply, fetch(command));
    if (reply.size() < command.dataLength) {
        return namedReply(mmc::shortReply(command.name, reply.size(), command.dataLength), command);
    }
    return reply;
}

Result<std::vector<std::uint8_t>> Drive::modePage(std::uint8_t page, mmc::ModePageControl control) {
    TRY_ASSIGN(const auto reply, modeReply(page, control));
    return mmc::extractModePage(ByteView(reply), page);
}

Result<std::vector<std::uint8_t>> Drive::supportedModePages(mmc::ModePageControl control) {
    TRY_ASSIGN(const auto reply, modeReply(mmc::mode_page::All, control));
    return mmc::listModePages(ByteView(reply));
}

// The header is all zeros: no block descriptors. PS (bit 7 of the page code) is reserved in this direction. Sent once:
// in a burn, a unit attention at this place means that the disc or the drive is not what it was.
Result<void> Drive::setModePage(std::span<const std::uint8_t> page) {
    std::vector<std::uint8_t> list(mmc::ModeHeaderBytes);
    list.insert(list.end(), page.begin(), page.end());
    if (page.size() < 2 || list.size() > LargestAllocation) {
        return Error(status::E_INVALIDARG, "A mode page has 2 bytes at least and 65527 at most.");
    }
    list[mmc::ModeHeaderBytes] &= 0x7F;
    const auto command = mmc::modeSelect10(allocation(list.size()));
    TRY_ASSIGN(const std::size_t sent, run(command, list));
    if (sent < list.size()) {
        return namedReply(mmc::invalidReply(command.name, "the drive took " + std::to_string(sent) + " of " +
                                                              std::to_string(list.size()) + " bytes"),
                          command);
    }
    return {};
}

Result<mmc::Capabilities> Drive::capabilities() {
    TRY_ASSIGN(const auto page, modePage(mmc::mode_page::Capabilities, mmc::ModePageControl::Current));
    return mmc::parseCapabilities(ByteView(page));
}

Result<mmc::BufferCapacity> Drive::bufferCapacity() {
    TRY_ASSIGN(const auto reply, fetch(mmc::readBufferCapacity()));
    return mmc::parseBufferCapacity(ByteView(reply));
}

Result<std::string> Drive::mediaCatalogNumber() {
    constexpr auto format = mmc::SubChannelFormat::MediaCatalogNumber;
    TRY_ASSIGN(const auto reply, fetch(mmc::readSubChannel(format, 0)));
    return mmc::parseSubChannelText(ByteView(reply), format);
}

Result<std::string> Drive::isrc(std::uint8_t track) {
    constexpr auto format = mmc::SubChannelFormat::Isrc;
    TRY_ASSIGN(const auto reply, fetch(mmc::readSubChannel(format, track)));
    return mmc::parseSubChannelText(ByteView(reply), format);
}

Result<mmc::Capacity> Drive::readCapacity() {
    TRY_ASSIGN(const auto reply, fetch(mmc::readCapacity()));
    return mmc::parseCapacity(ByteView(reply));
}

Result<mmc::WriteProtection> Drive::writeProtection() {
    TRY_ASSIGN(const auto reply, fetch(mmc::readWriteProtection(mmc::WriteProtectionBytes)));
    return mmc::parseWriteProtection(ByteView(reply));
}

Result<std::vector<mmc::WriteSpeed>> Drive::performanceSpeeds() {
    constexpr std::uint8_t WriteSpeedType = 3;
    TRY_ASSIGN(const auto probe, fetch(mmc::getPerformance(WriteSpeedType, 0, 1)));
    TRY_ASSIGN(const std::size_t count, mmc::performanceDescriptors(ByteView(probe)));
    if (count <= 1) {
        return mmc::parseWriteSpeeds(ByteView(probe));
    }
    const auto all = static_cast<std::uint16_t>(count);
    TRY_ASSIGN(const auto reply, fetch(mmc::getPerformance(WriteSpeedType, 0, all)));
    return mmc::parseWriteSpeeds(ByteView(reply));
}

// Empty where the drive has neither list: some burn well and tell nothing. Page 2A's own maximum is a list of one.
Result<std::vector<mmc::WriteSpeed>> Drive::writeSpeeds() {
    auto speeds = performanceSpeeds();
    if (speeds.ok() && !speeds->empty()) {
        return speeds;
    }
    if (!speeds.ok() && !(speeds.error().sense && mmc::isRefusal(*speeds.error().sense))) {
        return speeds;
    }
    auto page = capabilities();
    if (!page.ok()) {
        const bool refused = page.error().sense && mmc::isRefusal(*page.error().sense);
        return refused ? Result<std::vector<mmc::WriteSpeed>>(std::vector<mmc::WriteSpeed>())
                       : Result<std::vector<mmc::WriteSpeed>>(std::move(page.error()));
    }
    if (page->writeSpeeds.empty() && page->maximumWriteKb != 0) {
        page->writeSpeeds.push_back({mmc::Rotation::Default, page->maximumWriteKb, 0});
    }
    return std::move(page->writeSpeeds);
}

}  // namespace burnish
