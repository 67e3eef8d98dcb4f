// SPDX-License-Identifier: LGPL-2.1-or-later
// Images that must not be written: refused before the laser is on, with the exact status, the place and what is wrong.
#include "raw_support.hpp"

using namespace burnish;
using namespace test;

namespace {

constexpr auto NotSupported = status::E_DF2RAW_STREAM_NOT_SUPPORTED;

// Writes an image of two tracks that was changed; the disc stays blank.
Error refusalOf(const std::function<void(RawAlbum &)> &change, Status expected = NotSupported) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    RawAlbum album(albumOf({600, 400}), cd::SubChannelType::Raw);
    change(album);
    const Status written = burn.burn(album);
    EXPECT_EQ(written, expected);
    EXPECT_EQ(burn.report().status, expected);
    EXPECT_EQ(burn.report().writtenSectors, 0);
    EXPECT(burn.medium().physicallyBlank);
    burn.expectReleased();
    return burn.error;
}

void expectSaid(const Error &error, const std::string &what, std::int32_t lba) {
    if (error.message.find(what) == std::string::npos) {
        fail(__FILE__, __LINE__, "\"" + error.message + "\" does not say \"" + what + "\"");
    }
    EXPECT_EQ(error.lba.value_or(INT32_MAX), std::int64_t{lba});
}

// At one place.
std::function<void(RawAlbum &)> at(std::int32_t place, std::function<void(std::span<std::uint8_t>)> change) {
    return [=](RawAlbum &album) {
        album.spoil = [=](std::int32_t lba, std::span<std::uint8_t> sector) {
            if (lba == place) {
                change(sector);
            }
        };
    };
}

std::function<void(RawAlbum &)> otherQ(std::int32_t place, std::function<void(cd::QFrame &)> change) {
    return at(place, [=](std::span<std::uint8_t> sector) { changeQ(sector, change); });
}

}  // namespace

TEST(sizeMustBeThatOfTheSectorType) {
    const auto odd = refusalOf([](RawAlbum &album) { album.extraBytes = 1; });
    EXPECT(odd.message.find("no multiple of 2448") != std::string::npos);
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT_OK(burn.format.setRequestedSectorType(cd::SubChannelType::PqOnly));
    RawAlbum album(albumOf({600}), cd::SubChannelType::Raw);
    EXPECT_EQ(burn.write(album), NotSupported);
    EXPECT_OK(burn.format.releaseMedia());
}

TEST(leadInMustReachBackToThatOfTheDisc) {
    for (const std::int32_t missing : {0, 1}) {
        const Disc disc("cd-r-80");
        RawBurn burn(disc);
        RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
        album.start = -11849 + missing;
        EXPECT_EQ(burn.prepare(), status::S_OK);
        EXPECT_EQ(burn.write(album, FirstProgramSector - album.start),
                  missing == 0 ? status::S_OK : status::E_DF2RAW_STREAM_LEADIN_TOO_SHORT);
        EXPECT_OK(burn.format.releaseMedia());
        burn.expectReleased();
    }
}

TEST(leadInSectorsHaveLimits) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT_EQ(burn.write(album, -1), status::E_INVALIDARG);
    EXPECT_EQ(burn.write(album, 45001), status::E_INVALIDARG);
    EXPECT_EQ(burn.write(album, 0), status::E_DF2RAW_STREAM_LEADIN_TOO_SHORT);
    EXPECT_EQ(burn.write(album, 45000), NotSupported);  // it does not start there
    EXPECT_OK(burn.format.releaseMedia());
}

TEST(imageThatEndsTooEarly) {
    const auto shortLeadOut = refusalOf([](RawAlbum &album) { album.sectorsAfterLeadOut = LeadOutSectors - 1; });
    EXPECT(shortLeadOut.message.find("before its lead-out") != std::string::npos);
    refusalOf([](RawAlbum &album) { album.sectorsAfterLeadOut = -500; });
    refusalOf([](RawAlbum &album) { album.sectorsAfterLeadOut = -1200; });  // nothing but the lead-in
    refusalOf(
        [](RawAlbum &album) {
            album.sectorsAfterLeadOut = -1200 - 5000;
            album.seeks = album.tellsLength = false;
        },
        status::E_STREAM_TOO_SHORT);
}

TEST(wrongCrcIsNamedWithItsPlace) {
    for (const std::int32_t place : {-11849, -151, -150, 0, 555, 1000, 1000 + LeadOutSectors - 1}) {
        const auto error = refusalOf(at(place, [](std::span<std::uint8_t> sector) { sector[2352 + 9] ^= 0x40; }));
        expectSaid(error, "CRC of its Q", place);
    }
}

TEST(leadInThatContradictsItself) {
    const auto other = otherQ(-11000, [](cd::QFrame &q) { q[8] = static_cast<std::uint8_t>(q[8] ^ 1); });
    expectSaid(refusalOf(other), "table of contents is another", -11000);
    const auto none = refusalOf([](RawAlbum &album) {
        album.spoil = [](std::int32_t lba, std::span<std::uint8_t> sector) {
            if (lba < FirstProgramSector) {
                changeQ(sector, [](cd::QFrame &q) {
                    q[2] = 0xA0;
                    q[7] = 1;
                    q[8] = q[9] = 0;
                });
            }
        };
    });
    EXPECT(none.message.find("first and its last track") != std::string::npos);
    const auto gap = refusalOf([](RawAlbum &album) { album.layout.tracks[1].number = 3; });
    EXPECT(gap.message.find("where track 2 starts") != std::string::npos);
    expectSaid(refusalOf(otherQ(-11500, [](cd::QFrame &q) { q[0] = 0x05; })), "no part of a lead-in", -11500);
}

TEST(cdTextThatContradictsItself) {
    const auto broken = refusalOf([](RawAlbum &album) {
        album.spoil = [](std::int32_t lba, std::span<std::uint8_t> sector) {
            if (lba == -5000) {
                sector[2352 + 4] ^= 0x01;
                sector[2352 + 8] ^= 0x3F;
            }
        };
    });
    expectSaid(broken, "CD-TEXT has a wrong CRC", -5000);
}

TEST(programThatContradictsItself) {
    expectSaid(refusalOf(otherQ(100, [](cd::QFrame &q) { q[9] ^= 1; })), "sector of 00:03:", 100);
    expectSaid(refusalOf(otherQ(100, [](cd::QFrame &q) { q[1] = 3; })), "track 3 does not belong", 100);
    expectSaid(refusalOf(otherQ(100, [](cd::QFrame &q) { q[2] = 3; })), "index 3 of track 1", 100);
    expectSaid(refusalOf(otherQ(100, [](cd::QFrame &q) { q[0] ^= 0x10; })), "control bits", 100);
    expectSaid(refusalOf(otherQ(100, [](cd::QFrame &q) { q[1] = 0xAA; })), "lead-out", 100);
    expectSaid(refusalOf(otherQ(-150, [](cd::QFrame &q) { q[2] = 1; })), "track 1 begins", -150);
    expectSaid(refusalOf(otherQ(600, [](cd::QFrame &q) { q[2] = 0; })), "index 0 of track 2", 600);
    expectSaid(refusalOf(otherQ(1000, [](cd::QFrame &q) { q[1] = 2; })), "goes on", 1000);
    expectSaid(refusalOf(otherQ(100, [](cd::QFrame &q) { q[0] = 0x04; })), "none that belongs", 100);
    const auto numbers = refusalOf([](RawAlbum &album) {
        album.layout.mediaCatalogNumber = "4006408262121";
        album.spoil = [](std::int32_t lba, std::span<std::uint8_t> sector) {
            if (lba == 220) {
                changeQ(sector, [](cd::QFrame &q) { q[3] ^= 1; });
            }
        };
    });
    expectSaid(numbers, "media catalogue number", 220);
}

TEST(dataSectorsAreChecked) {
    const auto data = [](std::size_t byte) {
        return [byte](RawAlbum &album) {
            album.layout.tracks[0].control = 4;
            album.spoil = [byte](std::int32_t lba, std::span<std::uint8_t> sector) {
                if (lba == 321) {
                    sector[byte] ^= 0x10;
                }
            };
        };
    };
    for (const std::size_t byte : {3U, 13U, 15U, 16U, 1000U, 2066U, 2100U, 2351U}) {
        expectSaid(refusalOf(data(byte)), "data sector is wrong", 321);
    }
}

// Found only when the laser is on, as the stream cannot be read before; the disc is lost, and nobody says otherwise.
TEST(aStreamThatCannotBeReadTwiceIsCheckedOnTheWay) {
    const Disc disc("cd-rw-80");
    RawBurn burn(disc);
    RawAlbum album(albumOf({600}), cd::SubChannelType::Raw);
    album.seeks = false;
    album.spoil = [](std::int32_t lba, std::span<std::uint8_t> sector) {
        if (lba == 100) {
            sector[2352] ^= 0x40;
        }
    };
    EXPECT_EQ(burn.burn(album), NotSupported);
    expectSaid(burn.error, "CRC", 100);
    burn.expectReleased();
}

TEST(aStreamThatWasReadAlreadyIsRefused) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    RawAlbum album(albumOf({600}), cd::SubChannelType::Cooked);
    std::vector<std::uint8_t> some(100);
    EXPECT_OK(album.read(some));
    album.seeks = false;
    EXPECT_EQ(burn.burn(album), status::E_STREAM_READ_FAILURE);
    EXPECT(burn.medium().physicallyBlank);
}
