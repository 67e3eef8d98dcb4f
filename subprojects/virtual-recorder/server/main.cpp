// SPDX-License-Identifier: LGPL-2.1-or-later
// The program virtual-recorder: gives a virtual recorder to other programs, at a socket or as a drive of the machine.
#include "program.hpp"

#if VIRTUAL_RECORDER_ATTACH
#include "../tcmu/commands.hpp"
#endif

#include <algorithm>
#include <functional>
#include <iostream>

namespace {

using namespace virtual_recorder::server;

constexpr const char *ServeHelp =
    R"(Usage: virtual-recorder serve [--log FILE] SOCKET PATH[?key=value&...]
)";

constexpr const char *AttachHelp =
    R"(       virtual-recorder attach [--log FILE] PATH[?key=value&...]
       virtual-recorder list
       virtual-recorder press NAME
       virtual-recorder insert NAME PATH[?key=value&...]
       virtual-recorder detach [--force] NAME... | --all
)";

constexpr const char *CommonHelp =
    R"(       virtual-recorder --help | --version

Gives a virtual recorder, whose disc is the folder PATH, to other programs.
Where there is no folder, a blank disc is made.

  serve    at a Unix socket. It says "ready" when programs can connect, and ends
           on SIGTERM, SIGINT or SIGHUP; the socket goes with it
)";

constexpr const char *AttachExplanation =
    R"(  attach   as a drive of this machine, /dev/srN and /dev/sgN, through the
           kernel's targets. Names the drive and its nodes when they are there,
           and takes them away on SIGTERM, SIGINT or SIGHUP, or by detach
  list     the attached recorders, one a line, and what killed ones left behind
  press    presses the button of an attached recorder's tray
  insert   puts another disc into an attached recorder
  detach   ends attached recorders that nobody uses, and clears away what killed
           ones left behind
)";

constexpr const char *OptionHelp =
    R"(
  --log FILE   appends every command and its answer to FILE, a line of JSON each
)";

constexpr const char *AttachOptionHelp =
    R"(  --force      detaches recorders in use as well, as one pulls a cable
  --all        every attached recorder
)";

constexpr const char *DiscHelp =
    R"(
Options of the disc, percent-encoded (quote '?' and '&' in a shell):
  medium=KIND  cd-r-74, cd-r-80 (the default), cd-r-90, cd-r-99, cd-rw-74,
               cd-rw-80, dvd+r; only for a new disc
  empty=1      no disc in the drive
  pace=N       takes the time of a drive at N x
  buffer=KIB   size of the drive's buffer, 2048 unless told otherwise
  discard=1    keeps no contents
  no-raw=1     refuses raw writing
  faults=FILE  a script of faults

Exit status: 0 done or ended by a signal, 1 failed, 2 not understood.
)";

struct Command {
    std::string_view name;
    std::function<int(std::span<const std::string>)> run;
};

std::vector<Command> commands() {
    return {
        {"serve", serveCommand},
#if VIRTUAL_RECORDER_ATTACH
            {"attach", virtual_recorder::attach::attachCommand}, {"list", virtual_recorder::attach::listCommand},
            {"press", virtual_recorder::attach::pressCommand}, {"insert", virtual_recorder::attach::insertCommand},
            {"detach", virtual_recorder::attach::detachCommand},
#endif
    };
}

void help() {
    constexpr bool Attaches = VIRTUAL_RECORDER_ATTACH != 0;
    std::cout << ServeHelp << (Attaches ? AttachHelp : "") << CommonHelp << (Attaches ? AttachExplanation : "")
              << OptionHelp << (Attaches ? AttachOptionHelp : "") << DiscHelp;
}

int run(const std::vector<std::string> &words) {
    if (words.empty()) {
        return fail("What shall be done?", Usage);
    }
    const auto known = commands();
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const Command &each) { return each.name == words[0]; });
    if (found == known.end()) {
        return fail("There is no command “" + words[0] + "”.", Usage);
    }
    return found->run(std::span(words).subspan(1));
}

}  // namespace

int main(int count, char **words) {
    const std::vector<std::string> given(words + 1, words + count);
    const auto asksForHelp = [](const std::string &word) { return word == "--help" || word == "-h"; };
    if (!given.empty() &&
        (asksForHelp(given[0]) || given[0] == "help" || (given.size() == 2 && asksForHelp(given[1])))) {
        help();
        return Done;
    }
    if (!given.empty() && given[0] == "--version") {
        std::cout << "virtual-recorder " VIRTUAL_RECORDER_VERSION "\n";
        return Done;
    }
    return run(given);
}
