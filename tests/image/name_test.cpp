// SPDX-License-Identifier: LGPL-2.1-or-later
// What is added, refused, skipped and renamed.
#include "check.hpp"
#include "image_fixture.hpp"

#include <ctime>
#include <filesystem>

#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace image_test;
using burnish::Image;
using burnish::ImageOptions;
namespace status = burnish::status;

namespace {

std::string rockRidgeNames(Image &image, const Folder &work) {
    fs::remove(work / "names.iso");
    authorTo(image, work / "names.iso");
    return run("isoinfo -R -f -i '" + (work / "names.iso") + "'");
}

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    char text[16];
    EXPECT(std::strftime(text, sizeof text, "%Y%m%d", &parts) > 0);
    return text;
}

}  // namespace

TEST(volumeIdComesFromTheSingleSource) {
    const Folder sources;
    sources.write("Ferien Fotos/a", "a");
    const auto image = makeImage();
    EXPECT_OK(image->addPath(sources / "Ferien Fotos/", "/"));
    EXPECT_EQ(image->volumeId(), std::string("FERIEN_FOTOS"));
    EXPECT_OK(image->addBytes({'b'}, "/b"));
    EXPECT_EQ(image->volumeId(), today());
}

TEST(volumeIdOfTheWorkingFolder) {
    const Folder sources;
    sources.write("tree/a", "a");
    fs::current_path(sources / "tree");
    const auto image = makeImage();
    EXPECT_OK(image->addPath(".", "/"));
    EXPECT_EQ(image->volumeId(), std::string("TREE"));
}

TEST(volumeIdOfUnreadableNames) {
    const Folder sources;
    sources.write("日本/a", "a");
    const auto image = makeImage();
    EXPECT_EQ(image->volumeId(), today());
    EXPECT_OK(image->addPath(sources / "日本", "/"));
    EXPECT_EQ(image->volumeId(), today());
    const auto accents = makeImage();
    EXPECT_OK(accents->addBytes({}, "/übermäßig langer Name, der nirgends aufhören will"));
    EXPECT_EQ(accents->volumeId(), std::string("_BERM__IG_LANGER_NAME__DER_NIRGE"));
}

TEST(volumeIdIsChecked) {
    const auto create = [](const std::string &id) {
        ImageOptions options;
        options.volumeId = id;
        return Image::create(options);
    };
    EXPECT_OK(create(std::string(32, 'X')));
    EXPECT_STATUS(create(std::string(33, 'X')), status::E_INVALID_VOLUME_NAME);
    EXPECT_OK(create("Any printable ASCII: ~!"));
    EXPECT_STATUS(create("Überraschung"), status::E_INVALID_VOLUME_NAME);
    EXPECT_STATUS(create("two\nlines"), status::E_INVALID_VOLUME_NAME);
}

TEST(targetsAreChecked) {
    const Folder sources;
    sources.write("a", "a");
    const auto image = makeImage();
    const std::string file = sources / "a";
    for (const std::string target : {"", "relative", "/../a", "/folder/./a", "/not-utf8-\xff"}) {
        EXPECT_STATUS(image->addPath(file, target), status::E_INVALID_PATH);
        EXPECT_STATUS(image->addBytes({}, target), status::E_INVALID_PATH);
    }
    EXPECT_STATUS(image->addPath(file, std::string("/zero\0byte", 10)), status::E_INVALID_PATH);
    EXPECT_STATUS(image->addPath(file, "/" + std::string(256, 'n')), status::E_INVALID_PATH);
    EXPECT_STATUS(image->addPath(file, "/"), status::E_INVALID_PATH);
    EXPECT_STATUS(image->addBytes({}, "/"), status::E_INVALID_PATH);
    EXPECT_OK(image->addPath(file, "/" + std::string(255, 'n')));
}

TEST(missingSources) {
    const Folder sources;
    sources.write("file", "x");
    fs::create_symlink("nowhere", sources / "dangling");
    const auto image = makeImage();
    const auto missing = image->addPath(sources / "absent", "/absent");
    EXPECT_STATUS(missing, status::E_FILE_NOT_FOUND);
    EXPECT(contains(missing.error().message, sources / "absent"));
    EXPECT_STATUS(image->addPath(sources / "file/below", "/x"), status::E_FILE_NOT_FOUND);
    EXPECT_STATUS(image->addPath(sources / "dangling", "/x"), status::E_FILE_NOT_FOUND);
    EXPECT_STATUS(image->addPath("", "/x"), status::E_FILE_NOT_FOUND);
}

TEST(sourceThatIsNoFileAndNoFolder) {
    const Folder sources;
    EXPECT_EQ(mkfifo((sources / "pipe").c_str(), 0600), 0);
    const auto image = makeImage();
    EXPECT_STATUS(image->addPath(sources / "pipe", "/pipe"), status::E_NOT_FILE);
    EXPECT_STATUS(image->addPath("/dev/null", "/null"), status::E_NOT_FILE);
}

TEST(sourceThatIsGoneBeforeTheStream) {
    const Folder sources;
    sources.write("a", "a");
    sources.write("b", "b");
    const auto image = imageOf(sources);
    fs::remove(sources / "b");
    const auto stream = image->createStream();
    EXPECT_STATUS(stream, status::E_FILE_NOT_FOUND);
    EXPECT(contains(stream.error().message, sources / "b"));
    sources.makeFolder("b");
    EXPECT_STATUS(image->createStream(), status::E_NOT_FILE);
}

TEST(unreadableSources) {
    const Folder sources;
    sources.write("tree/good", "good");
    sources.write("tree/locked/secret", "secret");
    sources.write("closed", "closed");
    fs::permissions(sources.path(), fs::perms(0755));
    fs::permissions(sources / "tree/locked", fs::perms(0));
    fs::permissions(sources / "closed", fs::perms(0));
    const Nobody nobody;
    const auto image = makeImage();
    const auto file = image->addPath(sources / "closed", "/closed");
    EXPECT_STATUS(file, status::E_ACCESSDENIED);
    EXPECT(contains(file.error().message, sources / "closed"));
    const auto folder = image->addPath(sources / "tree", "/tree");
    EXPECT_STATUS(folder, status::E_ACCESSDENIED);
    EXPECT(contains(folder.error().message, sources / "tree/locked"));
    EXPECT(readAll(*streamOf(*image)) == readAll(*streamOf(*makeImage())));  // nothing of it was added
}

TEST(sameNameTwice) {
    const Folder sources;
    const Folder work;
    sources.write("one/a", "1");
    sources.write("one/sub/b", "1");
    sources.write("two/c", "2");
    sources.write("two/sub/b", "2");
    const auto image = makeImage();
    EXPECT_OK(image->addPath(sources / "one", "/tree"));
    const auto twice = image->addPath(sources / "two", "/tree");
    EXPECT_STATUS(twice, status::E_DUP_NAME);
    EXPECT(contains(twice.error().message, "/tree/sub/b"));
    EXPECT_STATUS(image->addBytes({}, "/tree/a"), status::E_DUP_NAME);
    EXPECT_STATUS(image->addBytes({}, "/tree/sub"), status::E_DUP_NAME);
    EXPECT_STATUS(image->addBytes({}, "/tree/a/below a file"), status::E_DUP_NAME);
    EXPECT_OK(image->addPath(sources / "two/c", "/tree/sub/c"));
    const std::string names = rockRidgeNames(*image, work);
    EXPECT(hasLine(names, "/tree/sub/c"));
    EXPECT(!hasLine(names, "/tree/c"));  // of the call that failed nothing remained
}

TEST(namesThatDifferInCaseAreTwo) {
    const Folder work;
    const auto image = makeImage();
    EXPECT_OK(image->addBytes({}, "/Readme"));
    EXPECT_OK(image->addBytes({}, "/README"));
    const std::string names = rockRidgeNames(*image, work);
    EXPECT(hasLine(names, "/Readme"));
    EXPECT(hasLine(names, "/README"));
}

TEST(specialFilesAreSkippedWithAWarning) {
    const Folder sources;
    const Folder work;
    sources.write("file", "x");
    EXPECT_EQ(mkfifo((sources / "pipe").c_str(), 0600), 0);
    const auto image = imageOf(sources);
    const auto warnings = image->warnings();
    EXPECT_EQ(warnings.size(), 1u);
    EXPECT(contains(warnings[0], sources / "pipe"));
    EXPECT(contains(warnings[0], "named pipe"));
    EXPECT_EQ(rockRidgeNames(*image, work), std::string("/file\n"));
}

TEST(linksStayLinks) {
    const Folder sources;
    const Folder work;
    sources.write("folder/file", "x");
    fs::create_symlink("folder/file", sources / "to file");
    fs::create_symlink("folder", sources / "to folder");
    fs::create_symlink("../..//./x/", sources / "odd");
    fs::create_symlink(".", sources / "loop");
    const auto image = imageOf(sources);
    EXPECT(image->warnings().empty());
    authorTo(*image, work / "a.iso");
    const std::string found = run("xorriso -indev '" + (work / "a.iso") + "' -find / -type l -exec lsdl 2>/dev/null");
    EXPECT(contains(found, "'/to file' -> 'folder/file'"));
    EXPECT(contains(found, "'/to folder' -> 'folder'"));
    EXPECT(contains(found, "'/loop' -> '.'"));
}

TEST(linksAreFollowedWhereAsked) {
    const Folder sources;
    const Folder work;
    sources.write("folder/file", "contents");
    fs::create_symlink("folder/file", sources / "to file");
    fs::create_symlink("folder", sources / "to folder");
    fs::create_symlink("nowhere", sources / "dangling");
    fs::create_symlink("../folder", sources / "folder/self");
    fs::create_symlink("..", sources / "folder/up");
    fs::create_symlink("ring", sources / "ring");
    fs::create_symlink("/dev/null", sources / "device");
    ImageOptions options;
    options.followLinks = true;
    const auto image = imageOf(sources, options);
    const std::string names = rockRidgeNames(*image, work);
    EXPECT(hasLine(names, "/to file"));
    EXPECT(hasLine(names, "/to folder/file"));
    EXPECT(!contains(names, "self"));
    EXPECT(!contains(names, "up"));
    const std::string warnings = allWarnings(*image);
    for (const char *skipped : {"dangling", "folder/self", "folder/up", "ring", "device"}) {
        EXPECT(contains(warnings, std::string(skipped) + "\" was left out"));
    }
    run("isoinfo -R -x '/to file' -i '" + (work / "names.iso") + "' | grep -qx contents");
}

TEST(sourceThatIsALinkIsFollowed) {
    const Folder sources;
    const Folder work;
    sources.write("disk/pictures/a.jpg", "a");
    fs::create_symlink("disk/pictures", sources / "Pictures");
    const auto image = makeImage();
    EXPECT_OK(image->addPath(sources / "Pictures", "/"));
    EXPECT_EQ(image->volumeId(), std::string("PICTURES"));
    EXPECT_EQ(rockRidgeNames(*image, work), std::string("/a.jpg\n"));
}

TEST(linksWithoutRockRidgeAreReported) {
    const Folder sources;
    fs::create_symlink("x", sources / "link");
    ImageOptions options;
    options.rockRidge = false;
    const auto image = imageOf(sources, options);
    EXPECT(contains(allWarnings(*image), "link\" was left out"));
}

TEST(linkTargetsThatAreTooLong) {
    const Folder sources;
    const Folder work;
    fs::create_symlink(std::string(248, 'a') + "/" + std::string(248, 'b') + "/" + std::string(200, 'c'),
                       sources / "fits");
    fs::create_symlink(std::string(249, 'a') + "/b", sources / "long name");
    std::string path;
    for (int i = 0; i < 300; ++i) {
        path += "abc/";
    }
    fs::create_symlink(path, sources / "long path");
    const auto image = imageOf(sources);
    EXPECT_EQ(image->warnings().size(), 2u);
    EXPECT(contains(allWarnings(*image), "long name\" was left out"));
    EXPECT(contains(allWarnings(*image), "long path\" was left out"));
    authorTo(*image, work / "a.iso");
    EXPECT(contains(run("xorriso -indev '" + (work / "a.iso") + "' -find / -type l -exec lsdl 2>/dev/null"),
                    std::string(248, 'b') + "/" + std::string(200, 'c') + "'"));
}

// Many long names and targets in one folder: what Rock Ridge keeps behind it crosses blocks.
TEST(continuationAreasOfManyBlocks) {
    const Folder sources;
    const Folder work;
    for (int i = 0; i < 150; ++i) {
        const std::string number = std::to_string(i);
        sources.write("files/" + std::string(120 + static_cast<std::size_t>(i) % 130, 'f') + number, number);
        sources.makeFolder("links/" + number);
        fs::create_symlink(std::string(200, 't') + "/" + std::string(static_cast<std::size_t>(i) + 1, 'u'),
                           sources / ("links/" + number + "/l"));
        fs::create_symlink(std::string(static_cast<std::size_t>(i) * 1 + 90, 'v'),
                           sources / ("links/" + std::string(100, 'w') + number));
    }
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    run("xorriso -osirrox on -indev '" + (work / "a.iso") + "' -extract / '" + (work / "out") + "' 2>&1");
    run("diff -r --no-dereference '" + sources.path() + "' '" + (work / "out") + "'");
    const std::string names = run("isoinfo -R -f -i '" + (work / "a.iso") + "'");
    EXPECT(hasLine(names, "/files/" + std::string(120 + 149 % 130, 'f') + "149"));
}

TEST(namesThatAreNotUtf8) {
    const Folder sources;
    const Folder work;
    sources.write("caf\xe9", "latin-1");
    sources.write("na\xc3\xafve", "utf-8");
    sources.write("cut \xe2\x82", "half a character");
    fs::create_symlink("caf\xe9", sources / "link");
    const auto image = imageOf(sources);
    EXPECT_EQ(image->warnings().size(), 3u);
    const std::string names = rockRidgeNames(*image, work);
    EXPECT(hasLine(names, "/caf%E9"));
    EXPECT(hasLine(names, "/naïve"));
    EXPECT(hasLine(names, "/cut %E2%82"));
    EXPECT(contains(run("isoinfo -R -l -i '" + (work / "names.iso") + "'"), "link -> caf%E9"));
}

TEST(namesThatBecomeTheSame) {
    const Folder sources;
    sources.write("caf\xe9", "1");
    sources.write("caf%E9", "2");
    EXPECT_STATUS(makeImage()->addPath(sources.path(), "/"), status::E_DUP_NAME);
}

TEST(namesThatBecomeTooLong) {
    const Folder sources;
    sources.write(std::string(100, '\xe9'), "1");
    EXPECT_STATUS(makeImage()->addPath(sources.path(), "/"), status::E_INVALID_PATH);
}

TEST(warningsAreOneLineEach) {
    const Folder sources;
    EXPECT_EQ(mkfifo((sources / "two\nlines").c_str(), 0600), 0);
    const auto warnings = imageOf(sources)->warnings();
    EXPECT_EQ(warnings.size(), 1u);
    EXPECT(!contains(warnings[0], "\n"));
    EXPECT(contains(warnings[0], "two%0Alines"));
}

TEST(namesThatJolietChanges) {
    const Folder sources;
    const Folder work;
    sources.write("what: why?.txt", "1");
    sources.write("plain name.txt", "2");
    sources.write("émoji 🎵.txt", "3");
    sources.write(std::string(120, 'l') + ".txt", "4");
    const auto image = imageOf(sources);
    EXPECT_EQ(image->warnings().size(), 2u);
    const std::string warnings = allWarnings(*image);
    EXPECT(contains(warnings, "\"/what: why?.txt\" is named \"what_ why_.txt\" in the Joliet tree"));
    authorTo(*image, work / "a.iso");
    const std::string joliet =
        run("xorriso -read_fs norock -indev '" + (work / "a.iso") + "' -find / -exec echo 2>/dev/null");
    EXPECT(contains(joliet, "'/what_ why_.txt'"));
    EXPECT(contains(joliet, "'/émoji 🎵.txt'"));
    const std::size_t begin = warnings.find("is named \"lll") + 10;
    const std::string shortened = warnings.substr(begin, warnings.find('"', begin) - begin);
    EXPECT(contains(joliet, "'/" + shortened + "'"));
    ImageOptions options;
    options.joliet = false;
    EXPECT(imageOf(sources, options)->warnings().empty());
}

TEST(namesThatCollideInJoliet) {
    const auto image = makeImage();
    EXPECT_OK(image->addBytes({}, "/a:b"));
    EXPECT_OK(image->addBytes({}, "/a?b"));
    EXPECT_OK(image->addBytes({}, "/ab"));
    const std::string warnings = allWarnings(*image);
    EXPECT_EQ(image->warnings().size(), 2u);
    EXPECT(contains(warnings, "\"/a:b\" would share"));
    EXPECT(contains(warnings, "\"/a?b\" would share"));
}

TEST(namesThatIso9660Changes) {
    ImageOptions options;
    options.joliet = false;
    options.rockRidge = false;
    const auto image = makeImage(options);
    EXPECT_OK(image->addBytes({}, "/readme.txt"));
    EXPECT_OK(image->addBytes({}, "/NOTES"));
    EXPECT_OK(image->addBytes({}, "/with blank.txt"));
    EXPECT_OK(image->addBytes({}, "/folder/x"));
    EXPECT_EQ(image->warnings().size(), 1u);
    EXPECT(contains(allWarnings(*image), "\"/with blank.txt\" is named \"WITH_BLANK.TXT\" in the ISO 9660 tree"));
}

TEST(attributesOfFoldersThatWereImplied) {
    const Folder sources;
    const Folder work;
    sources.write("tree/a", "a");
    fs::permissions(sources / "tree", fs::perms(0710));
    const auto image = makeImage();
    EXPECT_OK(image->addBytes({}, "/tree/from memory"));
    EXPECT_OK(image->addPath(sources / "tree", "/tree"));
    authorTo(*image, work / "a.iso");
    EXPECT(contains(run("xorriso -indev '" + (work / "a.iso") + "' -lsdl /tree 2>/dev/null"), "drwx--x---"));
}

TEST(imageIsReadOnlyWhileItsStreamLives) {
    const Folder sources;
    sources.write("a", "a");
    const auto image = imageOf(sources);
    {
        const auto stream = streamOf(*image);
        EXPECT_STATUS(image->addPath(sources / "a", "/b"), status::E_READONLY);
        EXPECT_STATUS(image->addBytes({}, "/b"), status::E_READONLY);
        EXPECT_STATUS(image->setStartBlock(1), status::E_READONLY);
        EXPECT_STATUS(image->createStream(), status::E_READONLY);
        EXPECT_OK(readToTheEnd(*stream));
        EXPECT_STATUS(image->addBytes({}, "/b"), status::E_READONLY);
    }
    EXPECT_OK(image->addBytes({}, "/b"));
    EXPECT_OK(image->setStartBlock(1));
    EXPECT_OK(readToTheEnd(*streamOf(*image)));
}
