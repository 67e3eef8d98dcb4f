// SPDX-License-Identifier: LGPL-2.1-or-later
// The Q sub-channel against published frames, and back; P and Q beside R to W.
#include "cd/q_channel.hpp"
#include "cd/sub_channel.hpp"
#include "check.hpp"

#include <random>

using namespace burnish;
using namespace burnish::cd;

namespace {

QFrame noise(std::mt19937 &random) {
    QFrame frame;
    for (auto &byte : frame) {
        byte = static_cast<std::uint8_t>(random());
    }
    return frame;
}

}  // namespace

TEST(position_in_a_track) {
    const QFrame frame = encodeQ(QPosition{4, 12, 2, 60 * 75 + 2, 4350});
    EXPECT((std::equal(frame.begin(), frame.begin() + 10, QFrame{0x41, 0x12, 2, 1, 0, 2, 0, 1, 0, 0}.begin())));
    EXPECT(crcHolds(frame));
    const auto position = std::get<QPosition>(decodeQ(frame, false));
    EXPECT_EQ(position.control, 4);
    EXPECT_EQ(position.track, 12);
    EXPECT_EQ(position.index, 2);
    EXPECT_EQ(position.relative, 4502);
    EXPECT_EQ(position.lba, 4350);
}

TEST(position_in_the_lead_out) {
    const QFrame frame = encodeQ(QPosition{0, LeadOutTrack, 1, 0, 404849});
    EXPECT((std::equal(frame.begin(), frame.begin() + 10, QFrame{1, 0xAA, 1, 0, 0, 0, 0, 0x89, 0x59, 0x74}.begin())));
    EXPECT_EQ(std::get<QPosition>(decodeQ(frame, false)).track, LeadOutTrack);
    EXPECT_EQ(std::get<QPosition>(decodeQ(frame, false)).lba, 404849);
}

// The CRC was calculated by others.
TEST(first_track_in_the_lead_in) {
    const QFrame frame = encodeQ(QTocEntry{0, FirstTrackPoint, 1, 0, 0, -150});
    EXPECT((frame == QFrame{0x01, 0x00, 0xA0, 0, 0, 0, 0, 0x01, 0, 0, 0x21, 0x63}));
}

TEST(entries_of_the_lead_in) {
    const QFrame disc = encodeQ(QTocEntry{4, FirstTrackPoint, 12, 0x20, 0, -11849});
    EXPECT(
        (std::equal(disc.begin(), disc.begin() + 10, QFrame{0x41, 0, 0xA0, 0x97, 0x24, 1, 0, 0x12, 0x20, 0}.begin())));
    EXPECT_EQ(std::get<QTocEntry>(decodeQ(disc, true)).pSecond, 0x20);
    const QFrame track = encodeQ(QTocEntry{0, 12, 79, 59, 74, -22650});
    EXPECT(
        (std::equal(track.begin(), track.begin() + 10, QFrame{1, 0, 0x12, 0x95, 0, 0, 0, 0x79, 0x59, 0x74}.begin())));
    const auto entry = std::get<QTocEntry>(decodeQ(track, true));
    EXPECT_EQ(entry.point, 12);
    EXPECT_EQ(entry.pMinute, 79);
    EXPECT_EQ(entry.pSecond, 59);
    EXPECT_EQ(entry.pFrame, 74);
    EXPECT_EQ(entry.lba, -22650);
    EXPECT(std::holds_alternative<QUnknown>(decodeQ(track, false)));
}

// Published with its CRC.
TEST(isrc) {
    const QFrame frame = encodeQ(QIsrc{0, "USK7Y9812345", 49});
    EXPECT((frame == QFrame{0x03, 0x96, 0x36, 0xC7, 0xA4, 0x98, 0x12, 0x34, 0x50, 0x49, 0xAA, 0x64}));
    const auto isrc = std::get<QIsrc>(decodeQ(frame, false));
    EXPECT_EQ(isrc.isrc, "USK7Y9812345");
    EXPECT_EQ(isrc.frame, 49);
}

TEST(catalog_number) {
    const QFrame frame = encodeQ(QCatalogNumber{0, "4006381333931", 74});
    EXPECT((std::equal(frame.begin(), frame.begin() + 10,
                       QFrame{2, 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0, 0x74}.begin())));
    EXPECT_EQ(std::get<QCatalogNumber>(decodeQ(frame, false)).number, "4006381333931");
}

TEST(every_wrong_bit_of_q_is_found) {
    const QFrame frame = encodeQ(QIsrc{0, "USK7Y9812345", 49});
    for (std::size_t bit = 0; bit < 96; ++bit) {
        QFrame damaged = frame;
        damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1 << bit % 8);
        EXPECT(!crcHolds(damaged));
        EXPECT(std::holds_alternative<QUnknown>(decodeQ(damaged, false)));
    }
}

TEST(pq_travel_beside_the_main_channel) {
    EXPECT_EQ(imageSectorBytes(SubChannelType::PqOnly), 2368U);
    EXPECT_EQ(imageSectorBytes(SubChannelType::Cooked), 2448U);
    EXPECT_EQ(imageSectorBytes(SubChannelType::Raw), 2448U);
    std::mt19937 random(1);
    for (int round = 0; round < 100; ++round) {
        const QFrame q = noise(random);
        const bool p = round % 2;
        std::array<std::uint8_t, SymbolBytes> symbols;
        for (auto &symbol : symbols) {
            symbol = static_cast<std::uint8_t>(random());
        }
        const auto before = symbols;
        putPq(q, p, symbols);
        for (std::size_t i = 0; i < SymbolBytes; ++i) {
            EXPECT_EQ(symbols[i] & 0x3F, before[i] & 0x3F);
            EXPECT_EQ(symbols[i] >> 7, p ? 1 : 0);
            EXPECT_EQ(symbols[i] >> 6 & 1, q[i / 8] >> (7 - i % 8) & 1);
        }
        EXPECT(takeQ(std::span<const std::uint8_t, SymbolBytes>(symbols)) == q);
        EXPECT_EQ(takeP(std::span<const std::uint8_t, SymbolBytes>(symbols)), p);
        std::array<std::uint8_t, PqBytes> pq;
        pq.fill(0xEE);
        putPq(q, p, pq);
        EXPECT(std::equal(q.begin(), q.end(), pq.begin()));
        EXPECT(pq[12] == 0 && pq[13] == 0 && pq[14] == 0);
        EXPECT_EQ(pq[15], p ? 0x80 : 0);
        EXPECT(takeQ(std::span<const std::uint8_t, PqBytes>(pq)) == q);
        EXPECT_EQ(takeP(std::span<const std::uint8_t, PqBytes>(pq)), p);
    }
}
