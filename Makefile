# Two commands do everything: `make demo` and `make test`. Each sets up what it needs.
.PHONY: help demo test check wasm bench postgres postgres-stop clean-demo
PORT ?= 8080

help:
	@echo "make demo        build, make a made-up council, open on http://127.0.0.1:$(PORT)"
	@echo "make test        every check that CI makes"
	@echo "make check       format, clippy and the fast tests: before each commit"
	@echo "make wasm        check/check.html: the return checked in a browser, nothing sent anywhere"
	@echo "make bench       every figure that the project claims, beside a peer or limit"
	@echo "make postgres    a PostgreSQL that stays for single test runs; make postgres-stop ends it"
	@echo "make clean-demo  forget the demo's database"

demo:
	@scripts/setup.sh demo
	cargo build --release --locked --package app
	target/release/throughcare demo --port $(PORT)

test:
	@scripts/test.sh

check:
	@scripts/test.sh quick

wasm:
	@scripts/wasm.sh

bench:
	@scripts/bench.sh

cluster := $(or $(TMPDIR),/tmp)/throughcare-postgres-$(shell id -u)

postgres:
	@scripts/postgres.sh stop $(cluster)
	@printf 'export THROUGHCARE_TEST_POSTGRES=%s\n' "$$(scripts/postgres.sh start $(cluster))"

postgres-stop:
	@scripts/postgres.sh stop $(cluster)

clean-demo:
	rm -rf demo
