"""Another program's hand on our workbooks. The tests of platform/tables run it.

    openpyxl_workbooks.py make FILE     makes the workbook that workbook_reader_test.cpp reads
    openpyxl_workbooks.py show FILE     prints what openpyxl sees in FILE, one line a fact
    openpyxl_workbooks.py fill C3=8.5 C4= FILE
                                        puts texts (numbers where they are) into cells of the first sheet, or clears them

Exit status 3: there is no openpyxl.
"""
import datetime
import sys

try:
    import openpyxl
except ImportError:
    sys.exit(3)


def make(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "الطلاب"
    sheet.sheet_view.rightToLeft = True
    sheet.append(["كشف طلاب الصف الأول"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["م", "اسم الطالب", "رقم الهوية", "تاريخ الميلاد", "الدرجة"])
    sheet.append([1, "سارة عبد الله", 1234567890, datetime.date(2015, 3, 9), 87.3])
    sheet.append([2, "نورة", 2987654321, datetime.datetime(2016, 2, 29, 7, 5), 0.1 + 0.2])
    sheet.append([3, "فاطمة", "0012", datetime.time(7, 5, 30), True])
    sheet.append([4, "=1+1", "#N/A", None, -0.5])
    sheet["D4"].number_format = "yyyy/mm/dd"
    sheet["D5"].number_format = '[$-1170000]B2dd/mm/yyyy\\ hh:mm;@'
    sheet["A8"] = 5
    sheet["B8"] = "ريم"
    sheet.merge_cells("B8:B9")
    sheet["A9"] = 6
    hidden = book.create_sheet("مخفية")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    second = book.create_sheet("Second & last")
    second["C2"] = "only"
    book.save(path)


def show(path):
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        print("sheet", sheet.title, "rtl" if sheet.sheet_view.rightToLeft else "ltr", sheet.sheet_state,
              "protected" if sheet.protection.sheet else "free", "frozen", sheet.freeze_panes)
        for letter, column in sorted(sheet.column_dimensions.items()):
            print("width", letter, round(column.width))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    print("cell", cell.coordinate, type(cell.value).__name__, cell.value,
                          "bold" if cell.font.b else "plain", "locked" if cell.protection.locked else "open")
        for validation in sheet.data_validations.dataValidation:
            print("choices", validation.sqref, validation.type, validation.formula1)


def fill(*words):
    *values, path = words
    book = openpyxl.load_workbook(path)
    for cell, _, value in (one.partition("=") for one in values):
        is_number = value.replace(".", "", 1).isdigit() and not value.startswith("0")
        book.worksheets[0][cell] = float(value) if is_number else value or None
    book.save(path)


if __name__ == "__main__":
    {"make": make, "show": show, "fill": fill}[sys.argv[1]](*sys.argv[2:])
