// A thousand pages in one file on one core; a class of forty two-page cards, each its own file with its data signed in its
// QR code and attached, on two; and the same page through WeasyPrint, wkhtmltopdf and LibreOffice, whichever of Debian's are installed.
//
//   taqwim_bench --benchmark_filter=print_
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "platform/crypto/signature.h"
#include "platform/print/printer.h"

namespace {

using namespace taqwim;
using namespace taqwim::print;

constexpr int k_pages = 1000;
constexpr int k_cards = 40;
constexpr int k_subjects = 12;

void require(bool holds, const char* what)
{
    if (!holds)
        throw std::runtime_error(what);
}

// Other names and marks on every page, other words on none: as in a class.
std::string learner(int number)
{
    static const std::vector<std::string> names = {"عبد الرحمن", "فيصل", "منى", "سالم", "نورة",
                                                   "هدى",        "حمد",  "أمل", "عادل", "يوسف"};
    const auto name = [](int i) { return names[static_cast<std::size_t>(i) % names.size()]; };
    return name(number) + " بن " + name(number / 10 + 3) + " بن " + name(number / 100 + 5) +
           " المطيري";
}

std::string mark(int learner_number, int column)
{
    const int hundredths = (learner_number * 7919 + column * 104729) % 10001;
    const std::string part = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + '.' + (part.size() < 2 ? "0" + part : part);
}

const std::vector<std::string>& subjects()
{
    static const std::vector<std::string> all = {
        "القرآن الكريم",    "التربية الإسلامية", "اللغة العربية",
        "اللغة الإنجليزية", "الرياضيات",         "العلوم",
        "الاجتماعيات",      "المجموع",           "الحاسب",
        "التربية البدنية",  "التربية الفنية",    "التربية الموسيقية"};
    return all;
}

Table marks_table(int number)
{
    Table table;
    table.columns = {{1, Align::middle}, {5}};
    table.head = {Row{{Cell("م"), "المواد الدراسية"}, Weight::bold, true}};
    for (const char* title :
         {"الكبرى", "الصغرى", "الفصل الأول", "التقدير", "الفصل الثاني", "التقدير", "آخر العام"}) {
        table.columns.push_back({2, Align::middle});
        table.head[0].cells.emplace_back(title);
    }
    for (int i = 0; i < k_subjects; ++i)
        table.rows.push_back(Row{
            {Cell(std::to_string(i + 1)), subjects()[static_cast<std::size_t>(i)], "100", "40",
             mark(number, 3 * i), "ج.ج", mark(number, 3 * i + 1), "م", mark(number, 3 * i + 2)}});
    return table;
}

Document page(int number)
{
    Document document;
    document.title = learner(number);
    document.created = *Instant::parse("2026-06-18T07:30:00Z");
    document.header.start = {"وزارة التربية", "منطقة العاصمة التعليمية",
                             "مدرسة الأمل الابتدائية للبنين"};
    document.header.ruled = true;
    document.footer.middle = {page_of_pages(Language::arabic)};
    document.blocks = {Heading{"بطاقة متابعة المتعلم", 1},
                       Fields{{{"اسم المتعلم", learner(number), 2},
                               {"الصف", "الرابع / ب"},
                               {"العام الدراسي", "2025/2026"}},
                              2},
                       marks_table(number),
                       Paragraph{"ينقل المتعلم إلى الصف الخامس وفق المادة 17، ومعدله " +
                                 isolated(mark(number, 99) + "%") + '.'},
                       Signatures{{{"معلم الفصل"}, {"مدير المدرسة"}}, "ختم المدرسة"}};
    return document;
}

// The card, its report page, and what proves it: its data, signed in the code.
Document card(int number, const crypto::SigningKey& key)
{
    Document document = page(number);
    const std::string serial = "KW-2026-" + std::to_string(100000 + number);
    document.footer.start = {as_written(serial)};
    document.blocks.emplace_back(PageBreak{});
    document.blocks.emplace_back(Heading{"التقرير", 1});
    document.blocks.emplace_back(marks_table(number + 1));
    std::string data = "{\"serial\": \"" + serial + "\", \"marks\": \"";
    for (int i = 0; i < 2 * k_subjects; ++i)
        data += mark(number, i) + ' ';
    data += "\"}";
    const std::string signature = key.sign(crypto::bytes_of(data)).to_text();
    document.blocks.emplace_back(QrCode{
        "TQ1." + serial + '.' + crypto::to_base64url(crypto::bytes_of(data)) + '.' + signature, 30,
        as_written(serial)});
    document.attachments = {{"result.json", "application/json", "", data}};
    return document;
}

void print_thousand_pages(benchmark::State& state)
{
    std::vector<Document> documents;
    for (int i = 0; i < k_pages; ++i)
        documents.push_back(page(i));
    std::size_t bytes = 0;
    for (auto _ : state) {
        Printer printer;
        const auto result = printer.print(documents);
        require(result && result->pages == k_pages, "a thousand pages");
        bytes = result->pdf.size();
    }
    state.SetItemsProcessed(state.iterations() * k_pages);
    state.counters["bytes_per_page"] = static_cast<double>(bytes) / k_pages;
}
BENCHMARK(print_thousand_pages)->Unit(benchmark::kMillisecond);

void print_class_of_cards(benchmark::State& state)
{
    crypto::SystemRandom random;
    const crypto::SigningKey key = crypto::SigningKey::make(random);
    std::vector<std::size_t> bytes(k_cards, 0);
    for (auto _ : state) {
        const auto print_from = [&](std::size_t first) {
            Printer printer;
            for (std::size_t i = first; i < bytes.size(); i += 2) {
                const auto result = printer.print(card(static_cast<int>(i), key));
                require(result && result->pages == 2, "a card of two pages");
                bytes[i] = result->pdf.size();
            }
        };
        std::thread other(print_from, 1);
        print_from(0);
        other.join();
    }
    state.SetItemsProcessed(state.iterations() * k_cards * 2);
    state.counters["bytes_per_page"] = static_cast<double>(bytes[0]) / 2;
}
BENCHMARK(print_class_of_cards)->Unit(benchmark::kMillisecond)->UseRealTime();

// ---- the same page by another program ---------------------------------------------------------------------------------

std::string html_of(int pages)
{
    std::string html = "<html dir=rtl lang=ar><meta charset=utf-8><style>@page{size:A4;margin:12mm "
                       "15mm;@bottom-center{content:"
                       "\"صفحة \" counter(page) \" من \" counter(pages)}}body{font:12pt "
                       "Amiri}table{width:100%;border-collapse:"
                       "collapse;font-size:11pt}td,th{border:.4pt solid;padding:1pt "
                       "3pt}section{break-after:page;page-break-after:always}h1{text-align:"
                       "center;font-size:18pt}</style>";
    for (int number = 0; number < pages; ++number) {
        html += "<section><p>وزارة التربية<br>منطقة العاصمة التعليمية<br>مدرسة الأمل الابتدائية "
                "للبنين</p>"
                "<h1>بطاقة متابعة المتعلم</h1><p>اسم المتعلم: <b>" +
                learner(number) +
                "</b></p><p>الصف: <b>الرابع / ب</b> العام الدراسي: <b>2025/2026</b></p><table>";
        const Table table = marks_table(number);
        for (const std::vector<Row>* rows : {&table.head, &table.rows})
            for (const Row& row : *rows) {
                html += "<tr>";
                for (const Cell& cell : row.cells)
                    html += "<td>" + cell.text + "</td>";
                html += "</tr>";
            }
        html += "</table><p>ينقل المتعلم إلى الصف الخامس وفق المادة 17، ومعدله " +
                mark(number, 99) +
                "%.</p><p>معلم الفصل ........ مدير المدرسة ........</p></section>";
    }
    return html;
}

// A program that makes a PDF of an HTML file, as Debian has it.
struct Peer {
    const char* program;
    const char* package;
    // With the file "page.html" in the current folder; makes "page.pdf".
    const char* command;
};

double seconds_of(const Peer& peer, const std::filesystem::path& folder, int pages)
{
    std::ofstream(folder / "page.html") << html_of(pages);
    const std::string command =
        "cd " + folder.string() + " && " + peer.command + " >/dev/null 2>&1";
    const auto start = std::chrono::steady_clock::now();
    require(std::system(command.c_str()) == 0, peer.program);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// What the program takes to start is left out: the pages beyond the first are measured.
void print_peer(benchmark::State& state, const Peer& peer)
{
    constexpr int k_peer_pages = 41;
    if (std::system((std::string("command -v ") + peer.program + " >/dev/null").c_str()) != 0) {
        const std::string why =
            std::string(peer.program) + " is not installed (apt-get install " + peer.package + ")";
        state.SkipWithError(why.c_str());
        return;
    }
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / "taqwim-print-bench";
    std::filesystem::create_directories(folder);
    // The first time some make a profile of their own.
    (void)seconds_of(peer, folder, 1);
    for (auto _ : state) {
        const double one = seconds_of(peer, folder, 1);
        state.SetIterationTime(seconds_of(peer, folder, k_peer_pages) - one);
    }
    state.SetItemsProcessed(state.iterations() * (k_peer_pages - 1));
    state.counters["bytes_per_page"] =
        static_cast<double>(std::filesystem::file_size(folder / "page.pdf")) / k_peer_pages;
    std::filesystem::remove_all(folder);
}
BENCHMARK_CAPTURE(print_peer, weasyprint,
                  Peer{"weasyprint", "weasyprint", "weasyprint -q page.html page.pdf"})
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(1);
BENCHMARK_CAPTURE(print_peer, wkhtmltopdf,
                  Peer{"wkhtmltopdf", "wkhtmltopdf",
                       "QT_QPA_PLATFORM=offscreen wkhtmltopdf -q --encoding utf-8 page.html "
                       "page.pdf"})
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(1);
BENCHMARK_CAPTURE(print_peer, libreoffice,
                  Peer{"soffice", "libreoffice-writer",
                       "soffice --headless -env:UserInstallation=file://$PWD/profile "
                       "--convert-to pdf page.html"})
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(1);

}  // namespace
