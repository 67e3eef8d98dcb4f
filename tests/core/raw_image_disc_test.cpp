// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImage: its images written raw to the strict virtual recorder, which takes them apart on its own, and what other
// programs find on those discs.
#include "raw_image_support.hpp"

#include "disc.hpp"
#include "virtual_recorder/recorder.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>

using namespace burnish;
using namespace burnish::cd;
using namespace test;

namespace {

// The drive, spoken to in commands.
class RawDrive {
public:
    explicit RawDrive(const std::string &medium) {
        virtual_recorder::Options options;
        options.folder = (folder_.path() / "disc").string();
        options.medium = medium;
        virtual_recorder::Failure failure;
        recorder_ = virtual_recorder::Recorder::open(options, failure);
        EXPECT(recorder_ != nullptr);
        Bytes none;
        (void)send({0x00, 0, 0, 0, 0, 0}, none);  // takes the unit attention
    }

    // Writes an image from where this disc's lead-in starts.
    void burn(RawImageStream &image) {
        selectRaw(static_cast<std::uint8_t>(image.type()));
        const std::int32_t start = leadIn();
        const auto size = static_cast<std::size_t>(imageSectorBytes(image.type()));
        EXPECT_OK(image.seek(static_cast<std::uint64_t>(start - image.start()) * size));
        Bytes chunk(26 * size);
        for (std::int32_t lba = start;;) {
            const auto got = image.read(chunk);
            EXPECT_OK(got);
            if (*got == 0) {
                break;
            }
            EXPECT_EQ(*got % size, 0U);
            const auto blocks = static_cast<std::int32_t>(*got / size);
            Bytes part(chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(*got));
            expectGood(send(command(0x2A, lba, blocks), part), "WRITE at " + std::to_string(lba));
            lba += blocks;
        }
        Bytes none;
        expectGood(send({0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0}, none), "SYNCHRONIZE CACHE");
    }

    [[nodiscard]] Bytes receive(std::vector<std::uint8_t> cdb, std::size_t most) {
        Bytes reply(most);
        const auto answer = recorder_->execute(cdb, virtual_recorder::Direction::FromDevice, reply, Timeout);
        expectGood(answer, "a reply");
        reply.resize(answer.transferred);
        return reply;
    }

    // The first 22650 sectors of ours are more than it takes.
    [[nodiscard]] std::int32_t leadIn() {
        const Bytes reply = receive({0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0}, 34);
        return (reply[17] * 60 + reply[18]) * 75 + reply[19] - 450150;
    }

    [[nodiscard]] Bytes toc() { return receive({0x43, 0, 2, 0, 0, 0, 0, 0x08, 0, 0}, 2048); }

    [[nodiscard]] std::string number(std::uint8_t format, std::uint8_t track) {
        const Bytes reply = receive({0x42, 0, 0x40, format, 0, 0, track, 0, 24, 0}, 24);
        const std::size_t length = format == 2 ? 13 : 12;
        return (reply[8] & 0x80) != 0
                   ? std::string(reply.begin() + 9, reply.begin() + 9 + static_cast<std::ptrdiff_t>(length))
                   : "";
    }

    // Lets go of the disc, so that its files are complete.
    void close() { recorder_.reset(); }
    [[nodiscard]] std::string file(const std::string &name) const { return (folder_.path() / "disc" / name).string(); }

private:
    static constexpr std::chrono::milliseconds Timeout{60000};

    static std::vector<std::uint8_t> command(std::uint8_t code, std::int32_t lba, std::int32_t blocks) {
        const auto at = static_cast<std::uint32_t>(lba);
        const auto byte = [](std::uint32_t value) { return static_cast<std::uint8_t>(value); };
        return {code,
                0,
                byte(at >> 24),
                byte(at >> 16),
                byte(at >> 8),
                byte(at),
                0,
                byte(static_cast<std::uint32_t>(blocks) >> 8),
                byte(static_cast<std::uint32_t>(blocks)),
                0};
    }

    static void expectGood(const virtual_recorder::Answer &answer, const std::string &what) {
        if (answer.status != 0) {
            fail(__FILE__, __LINE__,
                 what + " is refused: " + std::to_string(answer.sense[2]) + "/" + std::to_string(answer.sense[12]) +
                     "/" + std::to_string(answer.sense[13]));
        }
    }

    virtual_recorder::Answer send(std::vector<std::uint8_t> cdb, Bytes &data) {
        return recorder_->execute(cdb, virtual_recorder::Direction::ToDevice, data, Timeout);
    }

    // Write parameters page: write type 3, data block type.
    void selectRaw(std::uint8_t blockType) {
        Bytes list = receive({0x5A, 0, 0x05, 0, 0, 0, 0, 0, 60, 0}, 60);
        list[0] = list[1] = 0;
        list[10] = 0x40 | 3;
        list[11] = 0;
        list[12] = blockType;
        list.resize(60);
        expectGood(send({0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0}, list), "MODE SELECT");
    }

    Folder folder_;
    std::unique_ptr<virtual_recorder::Recorder> recorder_;
};

Bytes fileBytes(const std::string &path, std::uint64_t offset, std::size_t count) {
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    Bytes bytes(count);
    file.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(count));
    EXPECT_EQ(static_cast<std::size_t>(file.gcount()), count);
    return bytes;
}

bool contains(const std::string &text, const std::string &part) {
    return text.find(part) != std::string::npos;
}

void setIsrc(Image &image, std::int32_t index, const std::string &isrc) {
    EXPECT_OK(image.changeTrack(index, [&](RawTrackSettings &settings) -> Result<void> {
        settings.isrc = isrc;
        settings.copy = DigitalCopy::Permitted;
        return {};
    }));
}

constexpr std::int64_t Odd1 = 401 * 2352 + 1000, Odd2 = 350 * 2352 + 1400, Odd3 = 320 * 2352 + 4;

// Four seconds and more, without gaps, with everything that an album has.
void makeAlbum(Image &image) {
    CdTextBlock block;
    block.text[CdTextField::Title] = {{0, "The album"}, {1, "First"}, {2, "Sec\u00F6nd"}, {3, "Third"}};
    block.text[CdTextField::Performer] = {{0, "Somebody"}, {1, "Somebody"}, {2, "Somebody"}, {3, "Another"}};
    EXPECT_OK(image.setCdText({block}, {}));
    EXPECT_OK(image.setMediaCatalogNumber("4006381333931"));
    addTrack(image, source(1, Odd1));
    addTrack(image, source(2, Odd2));
    addTrack(image, source(3, Odd3), {.pregap = 0, .rwPacks = {}});
    setIsrc(image, 1, "USK7Y9812345");
    setIsrc(image, 3, "DEA120500002");
    EXPECT_OK(image.addTrackIndex(1, 100));
    EXPECT_OK(image.addTrackIndex(1, 240));
}

}  // namespace

TEST(anAlbumComesOutOfTheRecorder) {
    for (const auto type : {SubChannelType::PqOnly, SubChannelType::Cooked, SubChannelType::Raw}) {
        Image image;
        const bool text = type != SubChannelType::PqOnly;
        makeAlbum(image);
        if (!text) {
            EXPECT_OK(image.setCdText({}, {}));
        }
        EXPECT_OK(image.setResultingImageType(type));
        RawDrive drive("cd-r-80");
        drive.burn(*create(image));

        EXPECT(drive.toc() == *image.expectedTableOfContents());
        EXPECT_EQ(drive.number(2, 0), "4006381333931");
        EXPECT_EQ(drive.number(3, 1), "USK7Y9812345");
        EXPECT(drive.number(3, 2).empty());
        EXPECT_EQ(drive.number(3, 3), "DEA120500002");
        drive.close();

        Bytes album = Source::bytes(1, Odd1);
        for (const Bytes &next : {Source::bytes(2, Odd2), Source::bytes(3, Odd3)}) {
            album.insert(album.end(), next.begin(), next.end());
        }
        const auto sectorCount = static_cast<std::size_t>(*image.startOfLeadout());
        EXPECT_EQ(sectorCount, (album.size() + 2351) / 2352);
        album.resize(sectorCount * 2352);
        EXPECT(fileBytes(drive.file("disc.bin"), 0, album.size()) == album);

        const std::string toc = outputOf("cdrdao show-toc " + drive.file("disc.toc") + " 2>/dev/null");
        for (const char *line : {"CATALOG NUMBER: 4006381333931", "ISRC US K7Y 98 12345", "INDEX  2 00:01:25(   100)",
                                 "INDEX  3 00:03:15(   240)", "PREGAP 00:02:00(   150)", "START  00:05:26(   401)",
                                 "ISRC DE A12 05 00002", "START  00:10:02(   752)", "END    00:14:23(  1073)"}) {
            EXPECT(contains(toc, line));
        }
        if (text) {
            const std::string sheet = outputOf("cdrskin textfile_to_v07t=" + drive.file("disc.cdt") + " 2>/dev/null");
            for (const char *line : {"The album", "First", "Third", "Somebody", "Another"}) {
                EXPECT(contains(sheet, line));
            }
        }
    }
}

// A hidden track, pauses of silence, and short pre-gaps, on the smallest and the largest disc.
TEST(pausesComeOutOfTheRecorder) {
    for (const char *medium : {"cd-r-74", "cd-rw-74", "cd-r-90", "cd-r-99"}) {
        Image image;
        EXPECT_OK(image.setDisableGaplessAudio(true));
        EXPECT_OK(image.addSpecialPregap(sectors(9, 500)));
        addTrack(image, sectors(1, 400));
        addTrack(image, sectors(2, 400));
        addTrack(image, sectors(3, 300), {.pregap = 1, .rwPacks = {}});
        addTrack(image, sectors(4, 300), {.pregap = 0, .rwPacks = {}});
        addTrack(image, sectors(5, 300), {.pregap = 400, .rwPacks = {}});
        RawDrive drive(medium);
        drive.burn(*create(image));
        EXPECT(drive.toc() == *image.expectedTableOfContents());
        drive.close();
        const std::string bin = drive.file("disc.bin");
        EXPECT(fileBytes(bin, 0, 350 * 2352) == [] {
            const Bytes hidden = Source::bytes(9, 500 * 2352);
            return Bytes(hidden.begin() + 150 * 2352, hidden.end());
        }());
        EXPECT(fileBytes(bin, 350 * 2352, 400 * 2352) == Source::bytes(1, 400 * 2352));
        EXPECT(fileBytes(bin, 750 * 2352, 150 * 2352) == Bytes(150 * 2352));
        EXPECT(fileBytes(bin, 900 * 2352, 400 * 2352) == Source::bytes(2, 400 * 2352));
        EXPECT(fileBytes(bin, 1301 * 2352, 300 * 2352) == Source::bytes(3, 300 * 2352));
    }
}

TEST(a99TrackDiscComesOutOfTheRecorder) {
    Image image;
    for (std::uint32_t i = 1; i <= 99; ++i) {
        addTrack(image, source(i, 300 * SectorSize + 4 * i));
    }
    RawDrive drive("cd-r-80");
    drive.burn(*create(image));
    EXPECT(drive.toc() == *image.expectedTableOfContents());
    drive.close();
    const std::string info =
        outputOf("cd-info --no-device-info --no-cddb --cue-file=" + drive.file("disc.cue") + " 2>/dev/null");
    EXPECT(contains(info, "99: "));
}

// The drive takes only sectors of mode 1 that are right in every bit.
TEST(aDataDiscComesOutOfTheRecorder) {
    Image image;
    addTrack(image, sectors(1, 500, 2048), {}, SectorType::Mode1);
    addTrack(image, sectors(2, 300, 2048), {}, SectorType::Mode1);
    EXPECT_OK(image.setResultingImageType(SubChannelType::Raw));
    RawDrive drive("cd-r-80");
    drive.burn(*create(image));
    EXPECT(drive.toc() == *image.expectedTableOfContents());
    drive.close();
    EXPECT(fileBytes(drive.file("disc.iso"), 0, 500 * 2048) == Source::bytes(1, 500 * 2048));
    EXPECT(fileBytes(drive.file("disc.iso"), 650 * 2048, 300 * 2048) == Source::bytes(2, 300 * 2048));
}

// The drive makes each sector anew from its contents, as its mode says, and takes it only where it is the same.
TEST(aDiscOfEveryModeComesOutOfTheRecorder) {
    for (const auto type : {SectorType::ModeZero, SectorType::Mode2Formless, SectorType::Mode2Form1}) {
        const auto size = sourceBytes(type);
        Bytes content = Source::bytes(3, static_cast<std::int64_t>(300 * size));
        if (type == SectorType::ModeZero) {
            std::fill(content.begin(), content.end(), std::uint8_t{0});
        }
        Image image;
        addTrack(image, std::make_shared<Kept>(content), {}, type);
        RawDrive drive("cd-r-80");
        drive.burn(*create(image));
        EXPECT(drive.toc() == *image.expectedTableOfContents());
        drive.close();
        const Bytes bin = fileBytes(drive.file("disc.bin"), 0, 300 * 2352);
        const std::size_t at = type == SectorType::Mode2Form1 ? 24 : 16;
        for (std::size_t i = 0; i < 300; ++i) {
            const auto found = bin.begin() + static_cast<std::ptrdiff_t>(i * 2352 + at);
            EXPECT(std::equal(found, found + static_cast<std::ptrdiff_t>(size),
                              content.begin() + static_cast<std::ptrdiff_t>(i * size)));
        }
    }
}

// Form 1 and form 2 on one disc of CD-ROM XA.
TEST(formsComeOutOfTheRecorder) {
    Bytes form2 = Source::bytes(5, 400 * 2336);
    for (std::size_t i = 0; i < 400; ++i) {
        const Bytes subHeader = {1, 2, 0x24, 0, 1, 2, 0x24, 0};
        std::copy(subHeader.begin(), subHeader.end(), form2.begin() + static_cast<std::ptrdiff_t>(i * 2336));
        std::fill_n(form2.begin() + static_cast<std::ptrdiff_t>(i * 2336 + 2332), 4, std::uint8_t{0});
    }
    Image image;
    addTrack(image, sectors(4, 300, 2048), {}, SectorType::Mode2Form1);
    addTrack(image, std::make_shared<Kept>(form2), {}, SectorType::Mode2Form2);
    EXPECT_OK(image.setResultingImageType(SubChannelType::Raw));
    RawDrive drive("cd-r-80");
    drive.burn(*create(image));
    EXPECT(drive.toc() == *image.expectedTableOfContents());
    drive.close();
    EXPECT(fileBytes(drive.file("disc.iso"), 0, 300 * 2048) == Source::bytes(4, 300 * 2048));
    const Bytes bin = fileBytes(drive.file("disc.bin"), 450 * 2352, 400 * 2352);
    for (std::size_t i = 0; i < 400; ++i) {
        EXPECT(std::equal(form2.begin() + static_cast<std::ptrdiff_t>(i * 2336),
                          form2.begin() + static_cast<std::ptrdiff_t>(i * 2336 + 2336),
                          bin.begin() + static_cast<std::ptrdiff_t>(i * 2352 + 16)));
    }
}

// What CD+G players find: the recorder keeps the sub-channels as they came.
TEST(packsComeOutOfTheRecorder) {
    Image image;
    EXPECT_OK(image.setResultingImageType(SubChannelType::Raw));
    addTrack(image, sectors(1, 300), {.rwPacks = source(5, 300 * 96)});
    const auto stream = create(image);
    RawDrive drive("cd-r-80");
    drive.burn(*stream);
    drive.close();
    const Bytes found = fileBytes(drive.file("disc.sub"), 0, 450 * 96);
    for (std::int32_t lba = -150; lba < 300; ++lba) {
        Bytes sector(2448);
        EXPECT_OK(stream->seek(static_cast<std::uint64_t>(lba - Start) * 2448));
        EXPECT_OK(stream->read(sector));
        EXPECT(std::equal(sector.begin() + 2352, sector.end(), found.begin() + (lba + 150) * 96));
    }
}
