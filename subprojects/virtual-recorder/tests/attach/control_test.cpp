// SPDX-License-Identifier: LGPL-2.1-or-later
// What commands and a running attachment say to each other, and the lock under which attachments come and go.
#include "../../tcmu/control.hpp"
#include "../../server/listener.hpp"
#include "../../tcmu/run_folder.hpp"
#include "../check.hpp"
#include "../served.hpp"

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>

#include <future>

using namespace test;
using namespace virtual_recorder;
using namespace virtual_recorder::attach;

namespace {

struct Running {
    Running() {
        places.run = folder.file("run");
        std::string message;
        EXPECT(RunFolder::lock(places, message) != nullptr);
        listener = server::Listener::open(socketOf(places, Identity{3}), message);
        EXPECT(listener != nullptr);
    }
    TemporaryFolder folder;
    Places places;
    std::unique_ptr<server::Listener> listener;
};

}  // namespace

TEST(aRequestAndItsReply) {
    Running running;
    auto reply = std::async(std::launch::async, [&] {
        return ask(running.places, Identity{3},
                   {.wish = Wish::Insert, .disc = "my disc?medium=dvd+r", .folder = "/home/ü", .force = true});
    });
    {
        const ControlClient client(running.listener->accept());
        const auto request = client.receive();
        EXPECT(request.has_value());
        EXPECT(request->wish == Wish::Insert);
        EXPECT_EQ(request->disc, "my disc?medium=dvd+r");
        EXPECT_EQ(request->folder, "/home/ü");
        EXPECT(request->force);
        client.answer({.done = true, .message = "“done”\n", .block = "/dev/sr5", .generic = "/dev/sg6", .disc = "/d"});
    }
    const auto got = reply.get();
    EXPECT(got.has_value() && got->done);
    EXPECT_EQ(got->message, "“done”\n");
    EXPECT_EQ(got->block, "/dev/sr5");
    EXPECT_EQ(got->generic, "/dev/sg6");
    EXPECT_EQ(got->disc, "/d");
}

TEST(nobodyIsAsked) {
    Running running;
    EXPECT(!ask(running.places, Identity{4}, {}));
    running.listener.reset();
    EXPECT(!ask(running.places, Identity{3}, {}));
}

TEST(anAttachmentThatEndsWithoutAWordIsNamedWithItsProcess) {
    Running running;
    auto reply = std::async(std::launch::async, [&] { return ask(running.places, Identity{3}, {}); });
    ::close(running.listener->accept());
    const auto got = reply.get();
    EXPECT(got.has_value() && !got->done);
    EXPECT(contains(got->message, "vr3 does not answer"));
    EXPECT(contains(got->message, "kill -KILL " + std::to_string(::getpid())));
}

TEST(whatIsNoRequestIsNotTakenForOne) {
    Running running;
    for (const char *line :
         {"hello\n", "[1]\n", "{}\n", "{\"do\": 1}\n", "{\"do\": \"explode\"}\n", "{\"do\"\n", "\n"}) {
        RawClient raw(socketOf(running.places, Identity{3}));
        const std::string text = line;
        raw.send(Bytes(text.begin(), text.end()));
        const ControlClient client(running.listener->accept());
        EXPECT(!client.receive());
    }
    RawClient raw(socketOf(running.places, Identity{3}));
    const std::string text = "{\"do\": \"detach\", \"force\": 1, \"disc\": [], \"more\": {}}\n";
    raw.send(Bytes(text.begin(), text.end()));
    const ControlClient client(running.listener->accept());
    const auto request = client.receive();
    EXPECT(request && request->wish == Wish::Detach && !request->force && request->disc.empty());
}

TEST(theRunFolderIsRootsAndLocked) {
    const TemporaryFolder folder;
    Places places;
    places.run = folder.file("run");
    std::string message;
    auto lock = RunFolder::lock(places, message);
    EXPECT(lock != nullptr);
    struct stat status {};
    EXPECT_EQ(::stat(places.run.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    const int file = ::open((places.run + "/lock").c_str(), O_RDWR | O_CLOEXEC);
    EXPECT(file >= 0);
    EXPECT_EQ(::flock(file, LOCK_EX | LOCK_NB), -1);
    lock.reset();
    EXPECT_EQ(::flock(file, LOCK_EX | LOCK_NB), 0);
    ::close(file);
    places.run = folder.file("no/run");
    EXPECT(RunFolder::lock(places, message) == nullptr);
    EXPECT(contains(message, places.run));
}
