# The short commands. `make` alone lists them. Everything is built in build/, and nowhere else.

.DEFAULT_GOAL := help
.PHONY: help packages all-packages build web run sample test bench soak format lint clean
.NOTPARALLEL:

JOBS := $(shell nproc)

help:
	@printf '%s\n' \
	  'تقويم: تقييم الطلبة وفق اللوائح، ولكل رقم تفسيره' \
	  '' \
	  '  make run      يثبّت ما ينقص، ويبني البرنامج وواجهته، ويشغّل الخادم على بيانات مثال' \
	  '  make sample   يعرض نتائج مدرسة مثال من سطر الأوامر' \
	  '  make test     يثبّت ما ينقص، ويبني، ويشغّل جميع الاختبارات' \
	  '  make build    يبني البرنامج فقط: build/taqwim' \
	  '  make web      يبني واجهة المتصفح: build/web' \
	  '  make bench    يقيس السرعة' \
	  '  make soak     اختبارات طويلة: كواشف الأخطاء والإيقاف المفاجئ والمدخلات العشوائية (SOAK_PARTS=kills)' \
	  '  make format   ينسّق الشيفرة' \
	  '  make lint     يفحص الشيفرة' \
	  '  make clean    يحذف مجلد البناء' \
	  '' \
	  'Taqwim: student assessment by the regulations, every number explained' \
	  '' \
	  '  make run      installs what is missing, builds, serves sample data with the web application' \
	  '  make sample   shows the results of a sample school on the command line' \
	  '  make test     installs what is missing, builds, runs all tests' \
	  '  make build    builds the program alone: build/taqwim' \
	  '  make web      builds the web application: build/web' \
	  '  make bench    measures speed' \
	  '  make soak     long checks: sanitizers, kills and fuzzers (SOAK_PARTS=kills)' \
	  '  make format   lays out the code' \
	  '  make lint     examines the code' \
	  '  make clean    removes the build folder'

packages:
	@tools/install-packages

all-packages:
	@tools/install-packages --all

build: packages
	cmake --preset release
	cmake --build --preset release -j $(JOBS) --target taqwim
	@ln -sf release/taqwim build/taqwim

run: build
	@tools/build-web || echo 'The web application could not be built; the server has its API alone.' >&2
	@tools/run-demo

web: packages
	@tools/build-web

sample: build
	@tools/show-sample

test: packages
	cmake --preset dev
	cmake --build --preset dev -j $(JOBS)
	@ctest --preset dev --output-on-failure -j 2

bench: packages
	cmake --preset release
	cmake --build --preset release -j $(JOBS) --target taqwim taqwim_bench taqwim_http_load taqwim_test_server
	@# Facts of a million students span gigabytes: large pages keep their addresses within reach of the processor.
	GLIBC_TUNABLES=glibc.malloc.hugetlb=1 build/release/taqwim_bench --benchmark_out=build/release/bench.json --benchmark_out_format=json $(BENCH_ARGUMENTS)
	bench/server_load build/release
	tools/build-web
	node web/browser/bench.mjs
	@bench/summary build/release/bench.json build/release/server_load.json build/release/web.json

soak: all-packages
	tools/soak

CPP_FILES := find src tests bench examples tools '(' -name '*.cpp' -o -name '*.h' ')' -print0

format: all-packages
	$(CPP_FILES) | xargs -0 --no-run-if-empty clang-format -i

lint: all-packages
	$(CPP_FILES) | xargs -0 --no-run-if-empty clang-format --dry-run --Werror
	cmake --preset dev
	cmake --build --preset dev -j $(JOBS)
	run-clang-tidy -quiet -p build/dev -j $(JOBS) -extra-arg=-Wno-unknown-warning-option '^$(CURDIR)/(src|examples|tests|bench)/'

clean:
	rm -rf build
