// SPDX-License-Identifier: LGPL-2.1-or-later
// Parsers: good replies, replies cut at every length, and bytes at random.
#include "mmc/replies.hpp"
#include "check.hpp"
#include "base/msf.hpp"
#include "reply_bytes.hpp"

#include <functional>
#include <random>

namespace {

using namespace burnish;
using test::Bytes;

constexpr Status Invalid = status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE;

template <typename Parse>
void expectCut(const Bytes &reply, std::size_t needed, Parse parse) {
    for (std::size_t length = 0; length <= reply.size(); ++length) {
        // A copy of exact size, so that a sanitizer sees a read past its end.
        const Bytes cut(reply.begin(), reply.begin() + static_cast<std::ptrdiff_t>(length));
        const auto parsed = parse(ByteView(cut));
        EXPECT_EQ(parsed.ok(), length >= needed);
        if (!parsed.ok()) {
            EXPECT_EQ(parsed.error().status, Invalid);
            EXPECT(!parsed.error().detail.empty());
        }
    }
}

TEST(inquiry) {
    auto parsed = mmc::parseInquiry(ByteView(test::inquiryReply()));
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->deviceType, 5);
    EXPECT(parsed->removable && parsed->connected);
    EXPECT_EQ(parsed->vendor, "PIONEER");
    EXPECT_EQ(parsed->product, "BD-RW   BDR-209D");
    EXPECT_EQ(parsed->revision, "1.10");
    expectCut(test::inquiryReply(), 36, mmc::parseInquiry);
}

Bytes featureList() {
    return test::featuresReply(0x0009, {{0x00, 0x00, 0x03, 0x08, 0x00, 0x09, 0x01, 0, 0x00, 0x08, 0x00, 0},
                                        {0x00, 0x2D, 0x08, 0x04, 0x46, 0, 0, 0},
                                        {0x00, 0x26, 0x01, 0x00}});
}

TEST(features) {
    const Bytes reply = featureList();
    auto parsed = mmc::parseFeatures(ByteView(reply));
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->currentProfile, 9);
    EXPECT_EQ(parsed->list.size(), 3U);
    const auto *tao = parsed->find(0x2D);
    EXPECT(tao != nullptr && !tao->current && tao->version == 2);
    EXPECT(tao->data == Bytes({0x46, 0, 0, 0}));
    EXPECT(tao->descriptor() == Bytes({0x00, 0x2D, 0x08, 0x04, 0x46, 0, 0, 0}));
    EXPECT(parsed->isCurrent(0x26) && parsed->find(0x26)->data.empty());
    EXPECT(parsed->find(0x2B) == nullptr && !parsed->isCurrent(0x2B));
    const auto profiles = parsed->profiles();
    EXPECT_EQ(profiles.size(), 2U);
    EXPECT(profiles[0].number == 9 && profiles[0].current);
    EXPECT(profiles[1].number == 8 && !profiles[1].current);
    expectCut(reply, 8, mmc::parseFeatures);
}

TEST(features_that_lie_about_their_length) {
    Bytes longer = featureList();
    test::put32(longer, 0, 0xFFFFFFFF);
    EXPECT_OK(mmc::parseFeatures(ByteView(longer)));
    Bytes shorter = featureList();
    test::put32(shorter, 0, 3);
    EXPECT_STATUS(mmc::parseFeatures(ByteView(shorter)), Invalid);
    Bytes overlong = featureList();
    overlong[11] = 0xFF;
    EXPECT(mmc::parseFeatures(ByteView(overlong))->list.empty());
}

TEST(disc_information) {
    test::DiscFields fields;
    fields.status = 1;
    fields.session = 0;
    fields.erasable = true;
    fields.sessions = 2;
    fields.firstInLast = 2;
    fields.lastInLast = 2;
    Bytes reply = test::discReply(fields);
    test::put32(reply, 16, 97U << 16 | 26U << 8 | 66U);
    auto parsed = mmc::parseDiscInformation(ByteView(reply));
    EXPECT_OK(parsed);
    EXPECT(parsed->status == mmc::DiscStatus::Appendable);
    EXPECT(parsed->lastSession == mmc::SessionState::Empty);
    EXPECT(parsed->erasable);
    EXPECT_EQ(parsed->sessions, 2);
    EXPECT_EQ(parsed->firstTrackInLastSession, 2);
    EXPECT_EQ(*parsed->lastPossibleLeadOut(), 359849);
    EXPECT_EQ(*parsed->lastSessionLeadIn(), -11634);
    EXPECT(!parsed->discId);
    expectCut(reply, 34, mmc::parseDiscInformation);
}

// Old drives send as little as 24 bytes and say so.
TEST(disc_information_of_an_old_drive) {
    Bytes reply = test::discReply({});
    test::put16(reply, 0, 22);
    reply.resize(24);
    expectCut(reply, 24, mmc::parseDiscInformation);
}

TEST(disc_information_that_contradicts_itself) {
    const auto parse = [](const std::function<void(Bytes &)> &spoil) {
        Bytes reply = test::discReply({});
        spoil(reply);
        return mmc::parseDiscInformation(ByteView(reply));
    };
    EXPECT_STATUS(parse([](Bytes &reply) { reply[5] = 3; }), Invalid);
    EXPECT_STATUS(parse([](Bytes &reply) { reply[4] = 9; }), Invalid);
    EXPECT_STATUS(parse([](Bytes &reply) { test::put16(reply, 0, 8); }), Invalid);
    EXPECT_STATUS(parse([](Bytes &reply) { test::put16(reply, 0, 0xFFFF); }), Invalid);
    EXPECT_STATUS(parse([](Bytes &reply) { test::put16(reply, 0, 33); }), Invalid);
    EXPECT_OK(parse([](Bytes &reply) { test::put16(reply, 0, 32 + 8 * 3); }));
    EXPECT_STATUS(mmc::parseDiscInformation(ByteView(Bytes(34, 0xFF))), Invalid);
    EXPECT_STATUS(mmc::parseDiscInformation(ByteView(Bytes(34))), Invalid);
}

TEST(lead_out_of_a_complete_disc_is_not_known) {
    test::DiscFields fields;
    fields.leadOut = 0xFFFFFFFF;
    EXPECT(!mmc::parseDiscInformation(ByteView(test::discReply(fields)))->lastPossibleLeadOut());
    fields.leadOut = 0;
    EXPECT(!mmc::parseDiscInformation(ByteView(test::discReply(fields)))->lastPossibleLeadOut());
    fields.leadOut = 98U << 16 | 59U << 8;
    EXPECT_EQ(*mmc::parseDiscInformation(ByteView(test::discReply(fields)))->lastPossibleLeadOut(), 445275);
}

TEST(track_information) {
    test::TrackFields fields;
    fields.track = 3;
    fields.session = 2;
    fields.nwaValid = true;
    fields.start = -150;
    fields.nwa = 12345;
    fields.free = 300000;
    fields.size = 400000;
    fields.lastRecorded = 12344;
    const Bytes reply = test::trackReply(fields);
    auto parsed = mmc::parseTrackInformation(ByteView(reply));
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->track, 3);
    EXPECT_EQ(parsed->session, 2);
    EXPECT(parsed->isData() && parsed->nwaValid && parsed->lastRecordedValid && !parsed->blank && !parsed->damaged);
    EXPECT_EQ(parsed->start, -150);
    EXPECT_EQ(parsed->nextWritableAddress, 12345);
    EXPECT_EQ(parsed->freeBlocks, 300000);
    EXPECT_EQ(parsed->size, 400000);
    EXPECT_EQ(parsed->lastRecorded, 12344);
    expectCut(reply, 36, mmc::parseTrackInformation);
}

TEST(track_information_with_impossible_counts) {
    for (const std::size_t offset : {16, 20, 24}) {
        Bytes reply = test::trackReply({});
        test::put32(reply, offset, 0x80000000);
        EXPECT_STATUS(mmc::parseTrackInformation(ByteView(reply)), Invalid);
    }
    EXPECT_STATUS(mmc::parseTrackInformation(ByteView(Bytes(36, 0xFF))), Invalid);
    EXPECT_STATUS(mmc::parseTrackInformation(ByteView(Bytes(36))), Invalid);
}

TEST(track_numbers_have_two_bytes) {
    Bytes reply = test::trackReply({});
    reply[32] = 1;
    EXPECT_EQ(mmc::parseTrackInformation(ByteView(reply))->track, 0x101);
}

TEST(toc) {
    const Bytes reply = test::tocReply({{1, 0}, {2, 20000}}, 30000);
    auto parsed = mmc::parseToc(ByteView(reply));
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->tracks.size(), 2U);
    EXPECT_EQ(parsed->tracks[1].number, 2);
    EXPECT_EQ(parsed->tracks[1].start, 20000);
    EXPECT(parsed->tracks[1].isData());
    EXPECT_EQ(parsed->leadOut, 30000);
    expectCut(reply, reply.size(), mmc::parseToc);
}

TEST(toc_that_contradicts_itself) {
    EXPECT_STATUS(mmc::parseToc(ByteView(test::tocReply({{1, 500}, {2, 100}}, 30000))), Invalid);
    EXPECT_STATUS(mmc::parseToc(ByteView(test::tocReply({{1, 0}, {2, 20000}}, 10000))), Invalid);
    Bytes reply = test::tocReply({{1, 0}}, 1000);
    reply[3] = 0;
    EXPECT_STATUS(mmc::parseToc(ByteView(reply)), Invalid);
    Bytes withoutLeadOut = test::tocReply({{1, 0}}, 1000);
    withoutLeadOut.resize(12);
    test::put16(withoutLeadOut, 0, 10);
    EXPECT_STATUS(mmc::parseToc(ByteView(withoutLeadOut)), Invalid);
}

TEST(full_toc) {
    Bytes reply{0, 24, 1, 1, 1, 0x14, 0, 0xA0, 0, 0, 0, 0, 1, 0, 0, 1, 0x14, 0, 0xA2, 0, 0, 0, 0, 10, 2, 33};
    auto parsed = mmc::parseFullToc(ByteView(reply));
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->entries.size(), 2U);
    EXPECT_EQ(parsed->entries[1].point, 0xA2);
    EXPECT_EQ(parsed->entries[1].control, 4);
    EXPECT_EQ(parsed->entries[1].adr, 1);
    EXPECT_EQ(parsed->entries[1].pMinute, 10);
    EXPECT_EQ(parsed->entries[1].pFrame, 33);
    expectCut(reply, reply.size(), mmc::parseFullToc);
}

TEST(atip) {
    auto parsed = mmc::parseAtip(ByteView(test::atipReply()));
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->leadInStart, -11634);
    EXPECT_EQ(parsed->lastPossibleLeadOut, 359849);
    EXPECT_EQ(parsed->referenceSpeed, 5);
    EXPECT_EQ(parsed->writingPower, 5);
    EXPECT(!parsed->erasable);
    expectCut(test::atipReply(), 28, mmc::parseAtip);
    Bytes zeros(28);
    test::put16(zeros, 0, 26);
    EXPECT_STATUS(mmc::parseAtip(ByteView(zeros)), Invalid);
    Bytes junk = test::atipReply();
    junk[8] = 0x97;
    EXPECT_STATUS(mmc::parseAtip(ByteView(junk)), Invalid);
}

TEST(msf_of_known_places) {
    EXPECT_EQ(lbaOfProgramMsf(0, 0, 0), -150);
    EXPECT_EQ(lbaOfProgramMsf(0, 2, 0), 0);
    EXPECT_EQ(lbaOfProgramMsf(89, 59, 74), 404849);
    EXPECT_EQ(lbaOfLeadInMsf(90, 0, 0), -45150);
    EXPECT_EQ(lbaOfLeadInMsf(95, 0, 0), -22650);
    EXPECT_EQ(lbaOfLeadInMsf(97, 27, 0), -11625);
    EXPECT_EQ(lbaOfLeadInMsf(97, 24, 1), -11849);
    EXPECT_EQ(lbaOfLeadInMsf(97, 26, 65), -11635);
    EXPECT_EQ(lbaOfLeadInMsf(99, 59, 74), -151);
    EXPECT(isMsf(99, 59, 74) && !isMsf(0, 60, 0) && !isMsf(0, 0, 75) && !isMsf(100, 0, 0));
}

TEST(capacities) {
    EXPECT_EQ(mmc::parseCapacity(ByteView(test::capacityReply(359848)))->lastLba, 359848U);
    expectCut(test::capacityReply(1), 8, mmc::parseCapacity);
    const Bytes buffer{0, 10, 0, 0, 0x00, 0x20, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00};
    EXPECT_EQ(mmc::parseBufferCapacity(ByteView(buffer))->totalBytes, 2097152U);
    EXPECT_EQ(mmc::parseBufferCapacity(ByteView(buffer))->freeBytes, 1048576U);
    expectCut(buffer, 12, mmc::parseBufferCapacity);
}

TEST(write_speeds) {
    const Bytes reply = test::performanceReply({8467, 4234, 0});
    EXPECT_EQ(*mmc::performanceDescriptors(ByteView(reply)), 3U);
    auto parsed = mmc::parseWriteSpeeds(ByteView(reply));
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->size(), 2U);
    EXPECT_EQ(parsed->at(0).writeKb, 8467U);
    expectCut(reply, 8, mmc::parseWriteSpeeds);
    Bytes endless = reply;
    test::put32(endless, 0, 0xFFFFFFFF);
    EXPECT_STATUS(mmc::parseWriteSpeeds(ByteView(endless)), Invalid);
    test::put32(endless, 0, 1000);
    EXPECT_EQ(mmc::parseWriteSpeeds(ByteView(endless))->size(), 2U);
}

TEST(write_protection) {
    const auto of = [](std::uint8_t bits) {
        const Bytes reply{0, 6, 0, 0, bits, 0, 0, 0};
        auto parsed = mmc::parseWriteProtection(ByteView(reply));
        EXPECT_OK(parsed);
        return *parsed;
    };
    EXPECT(of(0x01).untilPowerdown && !of(0xFE).untilPowerdown);
    EXPECT(of(0x02).persistent && !of(0xFD).persistent);
    EXPECT(of(0x04).cartridge && !of(0xFB).cartridge);
    EXPECT(of(0x08).mediaSpecific && !of(0xF7).mediaSpecific);
    expectCut(Bytes(8), 8, mmc::parseWriteProtection);
}

TEST(mode_pages_behind_block_descriptors) {
    const Bytes page5 = [] {
        Bytes page(52);
        page[0] = 0x85;
        page[1] = 0x32;
        page[2] = 0x41;
        return page;
    }();
    for (const std::size_t descriptors : {0U, 8U}) {
        const Bytes reply = test::modeReply({test::capabilitiesPage(), page5}, descriptors);
        EXPECT(*mmc::extractModePage(ByteView(reply), 0x05) == page5);
        EXPECT(*mmc::listModePages(ByteView(reply)) == Bytes({0x2A, 0x05}));
        EXPECT_STATUS(mmc::extractModePage(ByteView(reply), 0x0E), Invalid);
        expectCut(reply, reply.size(), [](ByteView view) { return mmc::extractModePage(view, 0x05); });
    }
    Bytes wild = test::modeReply({page5});
    test::put16(wild, 6, 0xFFFF);
    EXPECT_STATUS(mmc::extractModePage(ByteView(wild), 0x05), Invalid);
}

TEST(sub_pages_are_skipped_by_their_own_length) {
    Bytes sub(4 + 300);
    sub[0] = 0x41;
    sub[1] = 0x05;
    test::put16(sub, 2, 300);
    const Bytes reply = test::modeReply({sub, test::capabilitiesPage()});
    EXPECT(*mmc::extractModePage(ByteView(reply), 0x2A) == test::capabilitiesPage());
}

TEST(capabilities) {
    auto parsed = mmc::parseCapabilities(ByteView(test::capabilitiesPage()));
    EXPECT_OK(parsed);
    EXPECT(parsed->writesCdR && parsed->writesCdRw && parsed->testWrite && parsed->writesDvdR);
    EXPECT(parsed->bufferUnderrunFree && parsed->canEject);
    EXPECT_EQ(parsed->loadingMechanism, 1);
    EXPECT_EQ(parsed->bufferKib, 2048);
    EXPECT_EQ(parsed->maximumWriteKb, 8467);
    EXPECT_EQ(parsed->currentWriteKb, 4234);
    EXPECT_EQ(parsed->writeSpeeds.size(), 3U);
    EXPECT(parsed->currentRotation == mmc::Rotation::Default);
    Bytes turning = test::capabilitiesPage();
    turning[27] = 0x01;
    turning[33] = 0x01;
    EXPECT(mmc::parseCapabilities(ByteView(turning))->currentRotation == mmc::Rotation::Cav);
    EXPECT(mmc::parseCapabilities(ByteView(turning))->writeSpeeds.at(0).rotation == mmc::Rotation::Cav);
    EXPECT(mmc::parseCapabilities(ByteView(turning))->writeSpeeds.at(1).rotation == mmc::Rotation::Default);
    expectCut(test::capabilitiesPage(), 22, mmc::parseCapabilities);
    Bytes old = test::capabilitiesPage();
    old.resize(22);
    EXPECT_EQ(mmc::parseCapabilities(ByteView(old))->currentWriteKb, 8467);
    EXPECT(mmc::parseCapabilities(ByteView(old))->writeSpeeds.empty());
}

// Whatever comes: an answer or a refusal, never a read past the end (the sanitizers watch).
Bytes subChannelReply(std::uint8_t format, bool valid, const std::string &text) {
    Bytes reply(24);
    reply[3] = 20;
    reply[4] = format;
    reply[8] = valid ? 0x80 : 0x00;
    std::copy(text.begin(), text.end(), reply.begin() + 9);
    return reply;
}

TEST(sub_channel_names) {
    using enum mmc::SubChannelFormat;
    const auto isrc = [](ByteView view) { return mmc::parseSubChannelText(view, Isrc); };
    const auto number = [](ByteView view) { return mmc::parseSubChannelText(view, MediaCatalogNumber); };
    EXPECT_EQ(*isrc(ByteView(subChannelReply(3, true, "DEA123456789"))), "DEA123456789");
    EXPECT_EQ(*number(ByteView(subChannelReply(2, true, "4006408262121"))), "4006408262121");
    EXPECT_EQ(*isrc(ByteView(subChannelReply(3, false, "DEA123456789"))), std::string());
    EXPECT_STATUS(isrc(ByteView(subChannelReply(2, true, "4006408262121"))), Invalid);
    expectCut(subChannelReply(3, true, "DEA123456789"), 21, isrc);
    expectCut(subChannelReply(2, true, "4006408262121"), 22, number);
}

TEST(msf_there_and_back) {
    for (const std::int32_t lba : {-150, 0, 74, 4500, 359848, 449849}) {
        const auto msf = programMsfOf(lba);
        EXPECT(isMsf(msf.minute, msf.second, msf.frame));
        EXPECT_EQ(lbaOfProgramMsf(msf.minute, msf.second, msf.frame), lba);
    }
    EXPECT_EQ(programMsfOf(0).second, 2);
}

TEST(random_bytes) {
    std::mt19937 random(20240229);
    for (int round = 0; round < 20000; ++round) {
        Bytes bytes(random() % 80);
        for (auto &byte : bytes) {
            byte = static_cast<std::uint8_t>(random());
        }
        if (bytes.size() > 1 && round % 2 == 0) {
            bytes[0] = 0;  // so that announced lengths are often believable
        }
        const ByteView view(bytes);
        const auto invalidOrFine = [](const auto &result) { EXPECT(result.ok() || result.error().status == Invalid); };
        invalidOrFine(mmc::parseInquiry(view));
        invalidOrFine(mmc::parseFeatures(view));
        invalidOrFine(mmc::parseDiscInformation(view));
        invalidOrFine(mmc::parseTrackInformation(view));
        invalidOrFine(mmc::parseToc(view));
        invalidOrFine(mmc::parseFullToc(view));
        invalidOrFine(mmc::parseAtip(view));
        invalidOrFine(mmc::parseBufferCapacity(view));
        invalidOrFine(mmc::parseCapacity(view));
        invalidOrFine(mmc::parseWriteSpeeds(view));
        invalidOrFine(mmc::extractModePage(view, 0x05));
        invalidOrFine(mmc::listModePages(view));
        invalidOrFine(mmc::parseCapabilities(view));
        invalidOrFine(mmc::parseSubChannelText(view, mmc::SubChannelFormat::Isrc));
    }
}

}  // namespace
