// SPDX-License-Identifier: LGPL-2.1-or-later
// Images that are made here, written raw and session at once; the disc as other programs read it.
#include "cd/raw_image.hpp"
#include "raw_support.hpp"
#include "tao_support.hpp"

#include <algorithm>

using namespace burnish;
using namespace test;

namespace {

std::unique_ptr<cd::RawImageStream> albumImage(cd::SubChannelType type) {
    cd::RawImage image;
    EXPECT_OK(image.setResultingImageType(type));
    EXPECT_OK(image.setMediaCatalogNumber("4006408262121"));
    for (std::uint32_t i = 0; i < 3; ++i) {
        EXPECT_OK(image.addTrack(cd::SectorType::Audio, std::make_shared<Samples>(Samples::sectors(i, 500))));
    }
    EXPECT_OK(image.changeTrack(2, [](cd::RawTrackSettings &track) -> Result<void> {
        track.isrc = "USK7Y9812345";
        track.preEmphasis = true;
        return {};
    }));
    EXPECT_OK(image.addTrackIndex(3, 200));
    if (type != cd::SubChannelType::PqOnly) {
        cd::CdTextBlock block;
        block.text[cd::CdTextField::Title] = {{0, "Wolken"}, {1, "Zirrus"}, {2, "Kumulus"}, {3, "Stratus über allem"}};
        block.text[cd::CdTextField::Performer] = {{0, "W"}, {1, "W"}, {2, "W"}, {3, "W"}};
        EXPECT_OK(image.setCdText({block}, {}));
    }
    auto stream = image.createResultImage();
    EXPECT_OK(stream);
    return std::move(*stream);
}

}  // namespace

TEST(albumIsWhatOtherProgramsRead) {
    for (const char *option : {"", "no-raw=1"}) {
        for (const auto type : {cd::SubChannelType::PqOnly, cd::SubChannelType::Cooked, cd::SubChannelType::Raw}) {
            Disc disc("cd-r-80");
            disc.setOption(option);
            RawBurn burn(disc, [](RawCdSettings &s) { s.verification = VerificationLevel::Full; });
            const auto image = albumImage(type);
            EXPECT_EQ(burn.prepare(), status::S_OK);
            EXPECT_OK(burn.format.setRequestedSectorType(type));
            const Status written = burn.write(*image);
            if (written != status::S_OK) {
                fail(__FILE__, __LINE__, std::string(option) + ": " + burn.error.message + " / " + burn.error.detail);
            }
            EXPECT_OK(burn.format.releaseMedia());
            EXPECT(burn.report().verified);
            EXPECT_EQ(burn.report().sha256,
                      outputOf("sha256sum '" + disc.file("disc.bin").string() + "'").substr(0, 64));
            for (std::uint32_t i = 0; i < 3; ++i) {
                expectSamples(disc, static_cast<std::int32_t>(i) * 500, i, 500);
            }
            burn.leave();
            const auto cue = outputOf("cd-info --no-header --cue-file='" + disc.file("disc.cue").string() + "' 2>&1");
            for (const char *words : {"00:02:00", "00:08:50", "00:15:25", "00:22:00", "4006408262121"}) {
                EXPECT(cue.find(words) != std::string::npos);
            }
            const auto toc = outputOf("cdrdao show-toc '" + disc.file("disc.toc").string() + "' 2>&1");
            EXPECT(toc.find("US K7Y 98 12345") != std::string::npos);
            EXPECT(toc.find("4006408262121") != std::string::npos);
            if (type != cd::SubChannelType::PqOnly) {
                const auto text = outputOf("cdrskin textfile_to_v07t='" + disc.file("disc.cdt").string() + "' 2>&1");
                EXPECT(text.find("Kumulus") != std::string::npos);
            }
        }
    }
}

TEST(theImagesTypeMustBeTheRequestedOne) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    const auto image = albumImage(cd::SubChannelType::Raw);
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT_EQ(burn.write(*image), status::E_DF2RAW_STREAM_NOT_SUPPORTED);  // cooked, by default
    EXPECT(burn.error.message.find("sector type raw") != std::string::npos);
    EXPECT_OK(burn.format.setRequestedSectorType(cd::SubChannelType::Raw));
    EXPECT_EQ(burn.write(*image, 11699), status::E_DF2RAW_STREAM_NOT_SUPPORTED);
    EXPECT(burn.error.message.find("LBA -22650") != std::string::npos);
    EXPECT_EQ(burn.write(*image, 22500), status::S_OK);
    EXPECT_OK(burn.format.releaseMedia());
    burn.expectReleased();
}

// What the survey of a foreign image finds is what the image says of itself.
TEST(surveyFindsWhatTheImageSays) {
    const auto image = albumImage(cd::SubChannelType::Cooked);
    cd::ImageSurvey survey(cd::SubChannelType::Cooked);
    std::vector<std::uint8_t> sector(2448);
    std::int32_t lba = image->start();
    while (true) {
        std::size_t filled = 0;
        while (filled < sector.size()) {
            const auto count = image->read(std::span(sector).subspan(filled));
            EXPECT_OK(count);
            if (*count == 0) {
                break;
            }
            filled += *count;
        }
        if (filled == 0) {
            break;
        }
        EXPECT_OK(survey.take(lba++, sector));
    }
    EXPECT_OK(survey.finish(lba));
    const auto found = survey.layout();
    EXPECT_OK(found);
    const cd::DiscLayout &said = image->layout();
    EXPECT(!survey.usesRw());
    EXPECT_EQ(found->leadOut, said.leadOut);
    EXPECT_EQ(found->mediaCatalogNumber, said.mediaCatalogNumber);
    EXPECT(found->cdText == said.cdText);
    EXPECT_EQ(found->tracks.size(), said.tracks.size());
    for (std::size_t i = 0; i < said.tracks.size(); ++i) {
        const auto &a = found->tracks[i], &b = said.tracks[i];
        EXPECT_EQ(a.number, b.number);
        EXPECT_EQ(a.control, b.control);
        EXPECT(a.type == b.type);
        EXPECT_EQ(a.pregap, b.pregap);
        EXPECT_EQ(a.start, b.start);
        EXPECT_EQ(a.end, b.end);
        EXPECT(a.indexes == b.indexes);
        EXPECT_EQ(a.isrc, b.isrc);
    }
}
