// Tables: cells find their places first, then rows their heights, then each run of rows that belong together becomes a piece.

#include <algorithm>
#include <numeric>

#include "core/refusal_codes.h"
#include "platform/print/block_setter.h"
#include "platform/print/print_words.h"

namespace taqwim::print {

namespace {

constexpr double k_side_padding = 3;
// Of many columns each has little room for its words.
constexpr double k_narrow_padding = 1.5;
constexpr std::size_t k_many_columns = 20;
constexpr double k_line = 0.4;
constexpr double k_strong_line = 0.9;

struct PlacedCell {
    const Cell* cell = nullptr;
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t rows = 1;
    std::size_t columns = 1;
    std::shared_ptr<const SetText> text;
};

struct Grid {
    std::vector<PlacedCell> cells;  // row by row
    std::vector<double> heights;
    // Whether a cell goes on from row i to row i + 1.
    std::vector<bool> is_joined_below;
};

class TableSetter {
public:
    TableSetter(BlockSetter& setter, const Table& table, double width, const std::string& field)
        : setter_(setter),
          table_(table),
          width_(width),
          field_(field),
          text_size_(table.text_size > 0 ? table.text_size : setter.text_size() - 1),
          side_padding_(table.columns.size() < k_many_columns ? k_side_padding : k_narrow_padding)
    {
        int shares = 0;
        for (const TableColumn& column : table.columns)
            shares += std::max(1, column.share);
        double edge = 0;
        edges_.push_back(0);
        for (const TableColumn& column : table.columns)
            edges_.push_back(edge += width * std::max(1, column.share) / shares);
    }

    [[nodiscard]] Pieces set()
    {
        if (table_.columns.empty()) {
            setter_.refuse(
                {RefusalCode::field_missing, {{"field", "columns"}}, field_ + "/columns", ""});
            return {};
        }
        const Grid head = placed(table_.head, field_ + "/head");
        auto head_piece =
            std::make_shared<Piece>(piece_of(head, table_.head, 0, table_.head.size()));
        // What stands above the first row of every page also draws its upper line.
        add_stroke(*head_piece, 0, 0, width_, 0, line_above());
        head_piece->keeps_with_next = true;

        std::vector<Row> rows_when_empty;
        if (table_.rows.empty())
            rows_when_empty.push_back(row_when_empty());
        const std::vector<Row>& rows = table_.rows.empty() ? rows_when_empty : table_.rows;
        const Grid body = placed(rows, field_ + "/rows");

        Pieces pieces;
        pieces.push_back(*head_piece);
        pieces.back().space_before = 4;
        std::size_t first = 0;
        while (first < rows.size()) {
            std::size_t end = first + 1;
            while (end < rows.size() && body.is_joined_below[end - 1])
                ++end;
            Piece piece = piece_of(body, rows, first, end);
            piece.head = head_piece;
            pieces.push_back(std::move(piece));
            first = end;
        }
        return pieces;
    }

private:
    [[nodiscard]] double line_above() const
    {
        return table_.rules == Table::Rules::rows ? k_strong_line : k_line;
    }

    [[nodiscard]] Row row_when_empty() const
    {
        const std::string words = table_.when_empty.empty()
                                      ? std::string(words_for("no_rows", setter_.language()))
                                      : table_.when_empty;
        Row row;
        row.cells.emplace_back(words, static_cast<int>(table_.columns.size()));
        row.cells.front().align = Align::middle;
        row.cells.front().tone = Tone::quiet;
        return row;
    }

    [[nodiscard]] double width_of(const PlacedCell& placed) const
    {
        return edges_[placed.column + placed.columns] - edges_[placed.column];
    }

    [[nodiscard]] Grid placed(const std::vector<Row>& rows, const std::string& field)
    {
        const std::size_t columns = table_.columns.size();
        Grid grid;
        grid.is_joined_below.resize(rows.size(), false);
        std::vector<std::vector<bool>> taken(rows.size(), std::vector<bool>(columns, false));
        for (std::size_t r = 0; r < rows.size(); ++r) {
            std::size_t next = 0;
            std::size_t c = 0;
            for (; c < columns; ++c) {
                if (taken[r][c])
                    continue;
                PlacedCell placed{nullptr, r, c, 1, 1, nullptr};
                if (next < rows[r].cells.size()) {
                    placed.cell = &rows[r].cells[next];
                    placed.columns = static_cast<std::size_t>(std::max(1, placed.cell->columns));
                    placed.rows = static_cast<std::size_t>(std::max(1, placed.cell->rows));
                    if (!is_free(taken, placed, columns)) {
                        refuse_place(field, r, next);
                        placed.columns = placed.rows = 1;
                    }
                    ++next;
                }
                for (std::size_t i = 0; i < placed.rows; ++i)
                    for (std::size_t j = 0; j < placed.columns; ++j)
                        taken[r + i][c + j] = true;
                for (std::size_t i = 0; i + 1 < placed.rows; ++i)
                    grid.is_joined_below[r + i] = true;
                grid.cells.push_back(std::move(placed));
            }
            if (next < rows[r].cells.size())
                refuse_place(field, r, next);
        }
        measure(grid, rows, field);
        return grid;
    }

    static bool is_free(const std::vector<std::vector<bool>>& taken, const PlacedCell& placed,
                        std::size_t columns)
    {
        if (placed.column + placed.columns > columns || placed.row + placed.rows > taken.size())
            return false;
        for (std::size_t j = 0; j < placed.columns; ++j)
            if (taken[placed.row][placed.column + j])
                return false;
        return true;
    }

    // A cell that reaches beyond the table, or over another one.
    void refuse_place(const std::string& field, std::size_t row, std::size_t cell)
    {
        setter_.refuse({RefusalCode::row_too_long,
                        {{"row", std::to_string(row + 1)},
                         {"value", std::to_string(cell + 1)},
                         {"maximum", std::to_string(table_.columns.size())}},
                        field + '/' + std::to_string(row) + "/cells/" + std::to_string(cell),
                        ""});
    }

    void measure(Grid& grid, const std::vector<Row>& rows, const std::string& field)
    {
        const double padding = top_padding();
        const bool is_head = &rows == &table_.head;
        std::vector<std::size_t> next_of_row(rows.size(), 0);
        for (const Row& row : rows)
            grid.heights.push_back(std::max(points_of(row.least_height), 0.0));
        // The words of a head are all of one size, that of the word that needs the smallest.
        double scale = 1;
        if (is_head)
            for (const PlacedCell& placed : grid.cells)
                if (placed.cell != nullptr) {
                    const auto manner = manner_of(placed, rows, is_head, 1);
                    const double size = setter_.size_that_fits(placed.cell->text, manner);
                    scale = std::min(scale, size / manner.size);
                }
        for (PlacedCell& placed : grid.cells) {
            double needed = text_size_ * 1.2;
            if (placed.cell != nullptr) {
                const Cell& cell = *placed.cell;
                const std::size_t number = next_of_row[placed.row]++;
                placed.text = setter_.set_text(cell.text, manner_of(placed, rows, is_head, scale),
                                               field + '/' + std::to_string(placed.row) +
                                                   "/cells/" + std::to_string(number));
                needed = placed.text->height() + 2 * padding;
            }
            if (placed.rows == 1)
                grid.heights[placed.row] = std::max(grid.heights[placed.row], needed);
        }
        // What a cell over several rows needs beyond them goes to its last row.
        for (const PlacedCell& placed : grid.cells) {
            if (placed.rows == 1 || placed.text == nullptr)
                continue;
            const auto first = grid.heights.begin() + static_cast<std::ptrdiff_t>(placed.row);
            const auto end = first + static_cast<std::ptrdiff_t>(placed.rows);
            const double missing =
                placed.text->height() + 2 * padding - std::accumulate(first, end, 0.0);
            if (missing > 0)
                *(end - 1) += missing;
        }
    }

    // Words are kept whole by smaller type, as long as it can still be read.
    [[nodiscard]] BlockSetter::TextManner manner_of(const PlacedCell& placed,
                                                    const std::vector<Row>& rows, bool is_head,
                                                    double scale) const
    {
        constexpr double k_smallest = 0.65;
        const Cell& cell = *placed.cell;
        const double size = cell.size.value_or(text_size_);
        return {.size = size * scale,
                .width = std::max(1.0, width_of(placed) - 2 * side_padding_),
                .weight = cell.weight.value_or(rows[placed.row].weight),
                .align = cell.align.value_or(is_head ? Align::middle
                                                     : table_.columns[placed.column].align),
                .tone = cell.tone,
                .least_size = size * k_smallest};
    }

    [[nodiscard]] double top_padding() const { return text_size_ * 0.12; }

    static void add_stroke(Piece& piece, double x1, double y1, double x2, double y2, double line)
    {
        for (Ink& ink : piece.ink)
            if (auto* strokes = std::get_if<StrokesInk>(&ink);
                strokes != nullptr && strokes->width == line) {
                strokes->strokes.push_back({x1, y1, x2, y2});
                return;
            }
        piece.ink.emplace_back(StrokesInk{{{x1, y1, x2, y2}}, line, Tone::ink});
    }

    [[nodiscard]] Piece piece_of(const Grid& grid, const std::vector<Row>& rows, std::size_t first,
                                 std::size_t end) const
    {
        Piece piece;
        std::vector<double> tops(rows.size() + 1, 0);
        for (std::size_t r = first; r < end; ++r)
            tops[r + 1] = tops[r] + grid.heights[r];
        piece.height = tops[end];
        for (std::size_t r = first; r < end; ++r)
            if (rows[r].shaded)
                piece.ink.emplace_back(ShadeInk{0, tops[r], width_, grid.heights[r]});
        const bool has_grid = table_.rules == Table::Rules::grid;
        for (const PlacedCell& placed : grid.cells) {
            if (placed.row < first || placed.row >= end)
                continue;
            const double cell_width = width_of(placed);
            const double x = setter_.x_of(edges_[placed.column], cell_width, width_);
            const double top = tops[placed.row];
            const double bottom = tops[placed.row + placed.rows];
            if (placed.text != nullptr)
                piece.ink.emplace_back(TextInk{x + side_padding_,
                                               top + (bottom - top - placed.text->height()) / 2,
                                               placed.text});
            const bool is_last = placed.row + placed.rows == rows.size() && &rows != &table_.head;
            add_stroke(piece, x, bottom, x + cell_width, bottom,
                       !has_grid && (is_last || &rows == &table_.head) ? k_strong_line : k_line);
            if (has_grid) {
                const double end_edge = setter_.is_right_to_left() ? x : x + cell_width;
                add_stroke(piece, end_edge, top, end_edge, bottom, k_line);
            }
        }
        if (has_grid && piece.height > 0) {
            const double start_edge = setter_.is_right_to_left() ? width_ : 0;
            add_stroke(piece, start_edge, 0, start_edge, piece.height, k_line);
        }
        return piece;
    }

    BlockSetter& setter_;
    const Table& table_;
    double width_;
    const std::string& field_;
    double text_size_;
    double side_padding_;
    std::vector<double> edges_;  // of the columns, from the start
};

}  // namespace

Pieces set_table(BlockSetter& setter, const Table& table, double width, const std::string& field)
{
    return TableSetter(setter, table, width, field).set();
}

}  // namespace taqwim::print
