"""An import contract of our own: modules that may lean on nothing but the standard library."""

import sys
from typing import Any

import grimp
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules


class OnlyStandardLibrary(Contract):
    """Kept when `modules` import only the standard library, and the modules named in `also`.

    It names what is allowed, so that a package nobody has thought of yet is refused too.
    """

    type_name = "only_standard"

    modules = fields.SetField(subfield=fields.ModuleExpressionField())
    also = fields.SetField(subfield=fields.ModuleExpressionField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Looks at what each module imports itself."""
        del verbose
        allowed = sys.stdlib_module_names | self._found(graph, self.also)
        refused = [
            (module, imported)
            for module in sorted(self._found(graph, self.modules))
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if imported not in allowed and imported.partition(".")[0] not in allowed
        ]
        return ContractCheck(kept=not refused, metadata={"refused": refused})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each import that is not allowed."""
        for module, imported in check.metadata["refused"]:
            output.print_error(f"{module} may not import {imported}")

    @staticmethod
    def _found(graph: grimp.ImportGraph, expressions: Any) -> set[str]:
        return {module.name for module in module_expressions_to_modules(graph, expressions)}
